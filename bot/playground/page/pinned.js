/** The newest pinned message of what is on the screen, as a bar that leads to it. */

import { setText } from "./dom.js";
import { snippet } from "./snippet.js";

export class PinnedBar {
  /** @param {HTMLButtonElement} bar @param {(message: string) => void} reveal */
  constructor(bar, reveal) {
    this.bar = bar;
    this.line = bar.querySelector("span");
    bar.addEventListener("click", () => reveal(bar.dataset.message));
  }

  /** @param {number[]} pinned oldest first @param {Map<number, import("./api.js").Message>} messages */
  show(pinned, messages) {
    const message = messages.get(pinned.findLast((id) => messages.has(id)));
    this.bar.hidden = !message;
    if (message) {
      this.bar.dataset.message = String(message.id);
      setText(this.line, snippet(message));
    }
  }
}
