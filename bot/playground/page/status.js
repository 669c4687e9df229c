/**
 * What the bot is doing: a word under the title, and a line above the field while it does
 * not run; and a banner while even the simulator does not answer. "typing…" comes only if an answer takes a moment, or it would flicker.
 */

import { setText } from "./dom.js";
import { showConnection } from "./notices.js";

const MOMENT_MS = 250;

export class Status {
  /** @param {HTMLElement} word @param {HTMLElement} asleep */
  constructor(word, asleep) {
    Object.assign(this, { word, asleep });
    this.timer = 0;
    this.known = { connected: false, online: false, awaited: false };
  }

  /** @param {{connected?: boolean, online?: boolean, awaited?: boolean}} news */
  show(news) {
    const known = { ...this.known, ...news };
    const types = known.connected && known.online && known.awaited;
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
