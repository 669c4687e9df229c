/**
 * What the next Send means: a new message, a reply or an edit. A strip above the field
 * says so; Escape or its button cancels.
 *
 * @typedef {import("./api.js").Message} Message
 * @typedef {{replyTo?: number, quote?: string, edits?: number}} Meaning
 */

import { onEscape } from "./escape.js";
import { snippet } from "./snippet.js";

export class Intent {
  /** @param {HTMLElement} strip @param {import("./composer.js").Composer} composer */
  constructor(strip, composer) {
    Object.assign(this, { strip, composer });
    [this.title, this.line] = strip.querySelector(".about").children;
    /** @type {Meaning} */
    this.meaning = {};
    /** What was being written before an edit took the field. */
    this.aside = "";
    strip.querySelector("button").addEventListener("click", () => this.cancel());
    onEscape(document, () => this.cancel(), () => !strip.hidden);
  }

  /** @param {Message} message @param {string} author @param {string} [quote] the part that is meant */
  reply(message, author, quote) {
    this.cancel();
    this.show({ replyTo: message.id, quote }, `Reply to ${author}`, message);
  }

  /** @param {Message} message */
  edit(message) {
    this.cancel();
    this.aside = this.composer.text;
    this.composer.write(message.text);
    this.show({ edits: message.id }, "Edit message", message);
  }

  /** Forget it; a text that was being edited stays as it was. */
  cancel() {
    if (this.meaning.edits) {
      this.composer.write(this.aside);
    }
    this.clear();
  }

  /** Give the meaning of what is just being sent. @returns {Meaning} */
  take() {
    const { meaning } = this;
    this.cancel();
    return meaning;
  }

  clear() {
    this.meaning = {};
    this.aside = "";
    this.strip.hidden = true;
  }

  /** @param {Meaning} meaning @param {string} title @param {Message} message */
  show(meaning, title, message) {
    this.meaning = meaning;
    this.title.textContent = title;
    this.line.textContent = meaning.quote ? `“${meaning.quote}”` : snippet(message);
    this.strip.hidden = false;
    this.composer.focus();
  }
}
