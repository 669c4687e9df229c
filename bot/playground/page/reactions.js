/** Reactions under a message, each with its count; one's own stands out. */

import { element } from "./dom.js";

/** What the menu of a message offers; others may come from the bot. */
export const QUICK = ["👍", "❤", "🔥", "🎉", "🤔", "👀"];

/** @param {import("./api.js").Message} message @param {number} who */
export const reactionOf = (message, who) => message.reactions.find(({ by }) => by === who)?.emoji ?? "";

/** @param {import("./api.js").Message} message @param {number} me */
export function reactionsPart(message, me) {
  const counts = new Map();
  for (const { emoji } of message.reactions) {
    counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  }
  const mine = reactionOf(message, me);
  const chips = [...counts].map(([emoji, count]) => chip(emoji, count, emoji === mine));
  return element("div", "reactions", ...chips);
}

function chip(emoji, count, isMine) {
  const node = element("button", "reaction", emoji, element("span", "", String(count)));
  node.type = "button";
  node.dataset.emoji = emoji;
  node.ariaPressed = String(isMine);
  node.ariaLabel = `${emoji} ${count}`;
  return node;
}
