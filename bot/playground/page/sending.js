/**
 * What one writes: it goes to the outbox, in order, and is a draft again if it could not be
 * sent. Every chat has its own draft.
 *
 * @typedef {import("./place.js").Place} Place
 */

import * as api from "./api.js";
import { Outbox } from "./outbox.js";
import { addressIn } from "./place.js";

export class Sending {
  /**
   * @param {import("./composer.js").Composer} composer
   * @param {import("./intent.js").Intent} intent
   * @param {() => Place | null} place where one is
   * @param {{sent(): void, report(error: unknown): void}} on
   */
  constructor(composer, intent, place, on) {
    Object.assign(this, { composer, intent, place, on });
    this.outbox = new Outbox((item) => this.post(item), (items, error) => this.giveBack(items, error));
    /** What was typed elsewhere, by address. @type {Map<string, string>} */
    this.drafts = new Map();
    /** What commands carry in a group, so that they reach the bot: `@its_name`. */
    this.suffix = "";
  }

  /** Let the field follow to another chat. @param {Place | null} old @param {Place} next */
  turn(old, next) {
    const early = old ? "" : this.composer.text; // typed while the page was loading
    if (old) {
      this.intent.cancel();
      this.drafts.set(addressIn(old), this.composer.text);
    }
    this.composer.write(this.drafts.get(addressIn(next)) ?? early);
  }

  /** @param {string} text as the field had it: a message, a reply or an edit */
  write(text) {
    this.outbox.add({ ...this.place(), text, ...this.intent.take() });
  }

  /** @param {string} command with its slash */
  command(command) {
    const [name, ...rest] = command.split(" ");
    const full = name.includes("@") ? name : name + this.suffix;
    this.outbox.add({ ...this.place(), text: [full, ...rest].join(" ") });
  }

  /** @param {Place & {text: string} & import("./intent.js").Meaning} item */
  async post({ chat, person, topic, text, edits, replyTo, quote }) {
    if (edits) {
      await api.editText(chat, edits, person, text);
    } else {
      await api.sendText(chat, person, text, { reply_to: replyTo, quote, topic });
    }
    this.on.sent();
  }

  /** In the chat it was written in. @param {(Place & {text: string})[]} unsent @param {unknown} error */
  giveBack(unsent, error) {
    const here = addressIn(this.place());
    for (const { text, ...where } of unsent.reverse()) {
      const address = addressIn(where);
      if (address === here) {
        this.composer.restore(text);
      } else {
        this.drafts.set(address, [text, this.drafts.get(address)].filter(Boolean).join("\n"));
      }
    }
    this.on.report(error);
  }
}
