/**
 * What the bot is doing: a word under the title, and a line above the field while it does
 * not run; and a banner while even the simulator does not answer. "typing…" comes only if an answer takes a moment, or it would flicker.
 */

import { setText } from "./dom.js";
import { showConnection } from "./notices.js";

const MOMENT_MS = 250;
/** A chat action is shown no longer, unless the bot renews it. */
const ACTION_MS = 5000;
const ACTIONS = {
  upload_photo: "sending a photo",
  upload_document: "sending a file",
};

export class Status {
  /** @param {HTMLElement} word @param {HTMLElement} asleep */
  constructor(word, asleep) {
    Object.assign(this, { word, asleep });
    this.timer = 0;
    this.doingTimer = 0;
    this.known = { connected: false, online: false, awaited: false, doing: null };
  }

  /** @param {{connected?: boolean, online?: boolean, awaited?: boolean, doing?: string | null}} news */
  show(news) {
    const known = { ...this.known, ...news };
    const works = known.connected && known.online;
    const types = works && known.awaited;
    clearTimeout(this.doingTimer);
    if (works && known.doing) {
      this.say(ACTIONS[known.doing] ?? "typing", "typing");
      this.doingTimer = setTimeout(() => this.show({ doing: null }), ACTION_MS);
      return;
    }
    this.known = known;
    showConnection(known.connected);
    this.asleep.hidden = !known.connected || known.online;
    if (!types) {
      clearTimeout(this.timer);
      this.timer = 0;
      this.say(restingWord(known), "");
    } else if (!this.timer) {
      this.timer = setTimeout(() => this.say("typing", "typing"), MOMENT_MS);
    }
  }

  say(word, kind) {
    setText(this.word, word);
    this.word.className = kind;
  }
}

function restingWord({ connected, online }) {
  if (!connected) {
    return "connecting…";
  }
  return online ? "bot" : "not running";
}
