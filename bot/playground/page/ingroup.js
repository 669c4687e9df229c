/**
 * What messages in a group have besides: who speaks, and what was done there.
 *
 * @typedef {import("./api.js").Message} Message
 */

import { hueOf, paintAvatar } from "./avatar.js";
import { element } from "./dom.js";
import { snippet } from "./snippet.js";
import { dayOf } from "./times.js";

/** @param {Message} message @param {Message | undefined} previous */
export function startsRun(message, previous) {
  return (
    !previous ||
    previous.from.id !== message.from.id ||
    previous.kind === "service" ||
    dayOf(previous.date) !== dayOf(message.date)
  );
}

/** @param {Message} message */
export function namePart({ from }) {
  const node = element("b", "sender", from.name);
  node.dir = "auto";
  node.dataset.hue = hueOf(from.id);
  return node;
}

/** The face beside what others wrote. @param {Message} message @param {number} me */
export function facePart({ from, writer, kind }, me) {
  if (writer === me || kind === "service") {
    return [];
  }
  const node = element("span", "avatar face");
  node.ariaHidden = "true";
  paintAvatar(node, from.id, from.name);
  return [node];
}

/** A service message: who did what. @param {Message} message */
export function noticePart(message) {
  return element("p", "", element("b", "", message.from.name), ` ${snippet(message)}`);
}
