/**
 * What goes on in the chat: a word under the title, and a line above the field while the bot
 * does not run; and a banner while even the simulator does not answer. "typing…" comes only
 * if an answer takes a moment, or it would flicker.
 */

import { setText } from "./dom.js";
import { showConnection } from "./notices.js";

const MOMENT_MS = 250;
const TYPING = "typing";
const ACTIONS = {
  upload_photo: "sending a photo",
  upload_document: "sending a file",
};

export class Status {
  /** @param {HTMLElement} word @param {HTMLElement} asleep */
  constructor(word, asleep) {
    Object.assign(this, { word, asleep });
    this.timer = 0;
    this.known = { connected: false, online: false, awaited: false, members: 0, typing: [] };
  }

  /**
   * @param {{connected?: boolean, online?: boolean, awaited?: boolean, members?: number,
   *   typing?: {name: string, action: string}[]}} news `members` of a group, or 0; who types there
   */
  show(news) {
    this.known = { ...this.known, ...news };
    const { connected, online } = this.known;
    showConnection(connected);
    this.asleep.hidden = !connected || online;
    if (!activity(this.known)) {
      clearTimeout(this.timer);
      this.timer = 0;
      this.say(restingWord(this.known), "");
    } else if (this.word.className === "typing") {
      this.say(activity(this.known), "typing");
    } else if (!this.timer) {
      this.timer = setTimeout(() => this.say(activity(this.known), "typing"), MOMENT_MS);
    }
  }

  say(word, kind) {
    setText(this.word, word);
    this.word.className = kind;
  }
}

/** Of people in a group. @param {{name: string, action: string}[]} typing @returns {string} nothing if nobody does */
export function typingWords(typing) {
  const names = typing.map(({ name }) => name);
  if (names.length > 2) {
    return `${names.length} are typing`;
  }
  return names.length ? `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} ${wordFor(typing)}` : "";
}

/** Several who do different things are typing. */
function wordFor([{ action }, ...others]) {
  return others.every((other) => other.action === action) ? ACTIONS[action] ?? TYPING : TYPING;
}

function activity({ connected, online, awaited, members, typing }) {
  if (!connected) {
    return "";
  }
  if (members) {
    return typingWords(typing);
  }
  if (online && typing.length) {
    return wordFor(typing);
  }
  return online && awaited ? TYPING : "";
}

function restingWord({ connected, online, members }) {
  if (!connected) {
    return "connecting…";
  }
  if (members) {
    return members === 1 ? "1 member" : `${members} members`;
  }
  return online ? "bot" : "not running";
}
