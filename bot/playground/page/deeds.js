/**
 * What one does to a message: by its menu, or by a click on something in it.
 *
 * @typedef {import("./place.js").Place} Place
 * @typedef {import("./api.js").Message} Message
 * @typedef {import("./api.js").Group} Group
 */

import * as api from "./api.js";
import { checkedIn } from "./poll.js";
import { reactionOf } from "./reactions.js";
import { isBoss } from "./roles.js";

const WITH_WORDS = ["text", "photo", "video", "document"];

export class Deeds {
  /**
   * @param {HTMLElement} log @param {import("./messages.js").MessageList} list
   * @param {import("./intent.js").Intent} intent @param {import("./taps.js").Taps} taps
   * @param {() => Place} place where one is @param {() => Group | null} group null in private
   * @param {{command(text: string): void, link(url: string): boolean, report(error: unknown): void}} on
   *   `link` says whether it has followed a link itself
   */
  constructor(log, list, intent, taps, place, group, on) {
    Object.assign(this, { log, list, intent, taps, place, group, on });
    log.addEventListener("click", (event) => this.onClick(event));
    log.addEventListener("submit", (event) => this.onSubmit(event));
  }

  /** What the menu of a message has, in its order: what Telegram would let one do. @param {number} id */
  offered(id) {
    const message = this.list.messages.get(id);
    const [isMine, isService] = [this.isMine(message), message.kind === "service"];
    const choices = [
      "reply",
      "copy",
      !isService && (message.pinned ? "unpin" : "pin"),
      isMine && message.poll?.is_closed === false && "stop",
      isMine && WITH_WORDS.includes(message.kind) && "edit",
      this.mayDelete(message) && "delete",
    ];
    return choices.filter(Boolean);
  }

  /** In private one deletes anything; in a group one's own, and administrators everything. @param {Message} message */
  mayDelete(message) {
    const group = this.group();
    return !group || isBoss(group, this.place().person) || (this.isMine(message) && message.kind !== "service");
  }

  /**
   * @param {string} action of the menu @param {number} id of the message
   * @param {string} [detail] an emoji, or the selected part of the message
   */
  act(action, id, detail) {
    const message = this.list.messages.get(id);
    const actions = {
      react: () => this.react(message, detail),
      reply: () => this.intent.reply(message, this.isMine(message) ? "yourself" : message.from.name, detail),
      copy: () => navigator.clipboard.writeText(detail ?? message.text).catch(this.on.report),
      pin: () => this.ask(api.pin, message, true),
      unpin: () => this.ask(api.pin, message, false),
      stop: () => this.ask(api.closePoll, message),
      edit: () => this.intent.edit(message),
      delete: () => this.remove(message),
    };
    actions[action]();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target).closest("button, a");
    const { data, url, command, replyTo, emoji, vote } = target?.dataset ?? {};
    const message = this.messageOf(target);
    if (url) {
      this.follow(url);
    } else if (data) {
      this.taps.press(target, event.detail > 1);
    } else if (command) {
      this.on.command(command);
    } else if (replyTo) {
      this.list.reveal(replyTo);
    } else if (emoji) {
      this.react(message, emoji);
    } else if (vote !== undefined) {
      this.ask(api.vote, message, vote ? [vote] : []);
    } else if (target?.href && this.on.link(target.href)) {
      event.preventDefault();
    }
  }

  /** Of a poll in which one may choose several options. @param {SubmitEvent} event */
  onSubmit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    this.ask(api.vote, this.messageOf(form), checkedIn(form));
  }

  /** The same emoji once more takes the reaction back. @param {Message} message @param {string} emoji */
  react(message, emoji) {
    const mine = reactionOf(message, this.place().person);
    this.ask(api.react, message, mine === emoji ? "" : emoji);
  }

  /** @param {Message} message */
  remove(message) {
    this.log.focus({ preventScroll: true }); // the message takes its own focus with it
    for (const id of message.parts) {
      this.ask(api.deleteMessage, { id });
    }
  }

  /** @param {string} url of a button */
  follow(url) {
    if (!this.on.link(url)) {
      open(url, "_blank", "noopener");
    }
  }

  /**
   * @param {(chat: number, message: number, person: number, ...rest: any[]) => Promise<unknown>} request
   * @param {{id: number}} message @param {...any} rest
   */
  ask(request, message, ...rest) {
    const { chat, person } = this.place();
    request(chat, message.id, person, ...rest).catch(this.on.report);
  }

  /** @param {Message} message */
  isMine(message) {
    return message.writer === this.place().person;
  }

  /** @param {Element | null} node */
  messageOf(node) {
    const id = node?.closest("[data-message-id]")?.dataset.messageId;
    return this.list.messages.get(Number(id));
  }
}
