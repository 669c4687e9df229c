/** Round pictures made of initials; whoever has the same number has the same colour. */

import { setText } from "./dom.js";

const HUES = 6;

/** @param {HTMLElement} node @param {number} id @param {string} name */
export function paintAvatar(node, id, name) {
  setText(node, initials(name));
  node.dataset.hue = hueOf(id);
}

/** @param {number} id */
export const hueOf = (id) => String(Math.abs(id) % HUES);

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");
}
