/**
 * The chat on the screen: its messages are fetched when they have changed, and count as read
 * when somebody has seen them.
 *
 * @typedef {import("./api.js").ChatSummary} ChatSummary
 * @typedef {import("./place.js").Place} Place
 */

import * as api from "./api.js";
import { keepToBottom } from "./scroll.js";

export class Conversation {
  /**
   * @param {HTMLElement} log @param {HTMLElement} welcome shown while nothing was said
   * @param {HTMLButtonElement} pill
   * @param {import("./messages.js").MessageList} list @param {import("./pinned.js").PinnedBar} pinned
   */
  constructor(log, welcome, pill, list, pinned) {
    Object.assign(this, { log, welcome, list, pinned });
    this.scroll = keepToBottom(log, list.root, pill);
    /** Of what is shown; none yet below zero. */
    this.version = -1;
  }

  /** Make room for another chat. */
  clear() {
    this.list.clear();
    this.log.ariaBusy = "true"; // nobody wants a whole chat read out
    this.version = -1;
  }

  /** @param {Place} place @param {ChatSummary} summary */
  async show(place, { version, group }) {
    if (version === this.version) {
      return;
    }
    const chat = await api.getChat(place.chat);
    if (chat.version < this.version) {
      this.clear(); // the simulator has restarted and counts anew
    }
    const isFirst = this.version < 0;
    const messages = chat.messages.filter(({ topic }) => !place.topic || topic === place.topic);
    this.version = chat.version;
    this.welcome.hidden = messages.length > 0 || Boolean(group);
    const fresh = this.list.show(messages, place.person, Boolean(group));
    this.pinned.show(chat.pinned, this.list.messages);
    this.follow(isFirst || fresh.some(({ writer }) => writer === place.person), fresh.length > 0);
  }

  /** @param {boolean} wanted to the bottom, whatever the reader looks at @param {boolean} grew */
  follow(wanted, grew) {
    if (wanted) {
      this.scroll.toBottom();
    } else if (grew) {
      this.scroll.announce();
    }
    this.log.ariaBusy = "false";
  }

  /** @param {Place} place @param {ChatSummary} summary */
  async markRead({ person, topic: open }, { id, group, unread }) {
    const topic = group?.topics.find((one) => one.id === open);
    const newest = Math.max(0, ...this.list.messages.keys());
    if ((topic ?? { unread }).unread[person]) {
      await api.markRead(id, person, newest, topic?.id);
    }
  }
}
