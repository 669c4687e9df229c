/** What a press on an inline button does: the bot is told, and its answer is shown. */

import * as api from "./api.js";
import { press } from "./keyboard.js";
import { showAlert, showToast } from "./notices.js";

export class Taps {
  /**
   * @param {() => import("./place.js").Place} place where one is
   * @param {{link(url: string): void, report(error: unknown): void}} on
   */
  constructor(place, on) {
    Object.assign(this, { place, on });
    /** What the key stood for at the first click of a double click. @type {string | null} */
    this.first = null;
  }

  /**
   * The second half of a double click is meant for the key that was there before, never for
   * the one that has taken its place since.
   * @param {HTMLButtonElement} button @param {boolean} again whether a click came just before
   */
  press(button, again) {
    if (again && button.dataset.data !== this.first) {
      return;
    }
    this.first = button.dataset.data;
    const message = Number(button.closest("[data-message-id]").dataset.messageId);
    press(button, (data) => this.tap(message, data));
  }

  /** @param {number} message @param {string} data */
  async tap(message, data) {
    const { chat, person } = this.place();
    try {
      const { toast } = await api.tap(chat, message, person, data);
      if (toast.url) {
        this.on.link(toast.url);
      } else if (toast.text) {
        (toast.alert ? showAlert : showToast)(toast.text);
      }
    } catch (error) {
      this.on.report(error);
    }
  }
}
