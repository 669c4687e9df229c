/**
 * The one button that may stand in the field's place: Start, after a link has led here, or
 * Unblock, while the bot is blocked.
 */

import { setText } from "./dom.js";

const LABELS = { start: "Start", unblock: "Unblock the bot" };

export class StartBar {
  /** @param {HTMLButtonElement} button @param {HTMLElement} field what it stands for */
  constructor(button, field) {
    Object.assign(this, { button, field });
    this.press = () => {};
    button.addEventListener("click", () => this.press());
  }

  /** @param {"start" | "unblock" | ""} kind @param {() => void} [press] */
  show(kind, press = () => {}) {
    const hadFocus = this.field.contains(document.activeElement);
    this.press = press;
    this.button.hidden = !kind;
    this.field.hidden = Boolean(kind);
    if (kind) {
      setText(this.button, LABELS[kind]);
    }
    if (kind && hadFocus) {
      this.button.focus();
    }
  }
}
