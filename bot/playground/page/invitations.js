/**
 * Links that lead to the bot. What one carries is sent when the person presses Start in her
 * chat with the bot, or has chosen the group that it shall come to.
 *
 * @typedef {import("./api.js").State} State
 * @typedef {import("./place.js").Place} Place
 */

import { FOLLOWED, passOn } from "./beside.js";
import { GroupChoice } from "./groupchoice.js";
import { deepLink } from "./links.js";
import { chatsOf } from "./place.js";
import { StartBar } from "./startbar.js";

export class Invitations {
  /**
   * @param {StartBar} bar @param {HTMLDialogElement} dialog
   * @param {{start(command: string): void, startIn(chat: number, payload: string): void,
   *   unblock(): void, visit(chat: number): void}} on
   */
  constructor(bar, dialog, on) {
    Object.assign(this, { bar, on });
    this.groups = new GroupChoice(dialog, (chat, payload) => on.startIn(chat, payload));
    /** What a link carries, for whom it was clicked. @type {Map<number, string>} */
    this.payloads = new Map();
    window.addEventListener(FOLLOWED, ({ detail }) => this.receive(detail.person, detail.payload));
  }

  /** @param {string} url @param {State} state @param {number} person @returns {boolean} whether it leads to the bot */
  follow(url, state, person) {
    const link = deepLink(url, state.bot.username);
    if (link?.kind === "startgroup") {
      this.groups.open(chatsOf(state, person).filter(({ group }) => group), link.payload);
    } else if (link && !passOn(person, link.payload)) {
      this.receive(person, link.payload);
    }
    return Boolean(link);
  }

  /** Open the private chat with what a link carries. @param {number} person @param {string} payload */
  receive(person, payload) {
    this.payloads.set(person, payload);
    this.on.visit(person); // the private chat has the person's own number
  }

  /** Put the one button that one needs now in the field's place. @param {import("./api.js").ChatSummary} chat @param {number} person */
  show({ blocked, group }, person) {
    if (blocked) {
      this.bar.show("unblock", () => this.on.unblock());
    } else if (!group && this.payloads.has(person)) {
      this.bar.show("start", () => this.start(person));
    } else {
      this.bar.show("");
    }
  }

  /** @param {number} person */
  start(person) {
    const payload = this.payloads.get(person);
    this.payloads.delete(person);
    this.bar.show("");
    this.on.start(`/start ${payload}`.trim());
  }
}
