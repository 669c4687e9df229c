/** Where two people are to be seen side by side; each half says its place as the page does. */

import { addressIn, addressOf } from "./place.js";

const PAGE = "/page/split.html";

/**
 * @param {import("./place.js").Place} place of the one on the left
 * @param {import("./api.js").Person[]} people of whom another one comes to the right
 */
export function splitAddress(place, people) {
  const other = people.find(({ id }) => id !== place.person) ?? people[0];
  const isGroup = place.chat < 0;
  const right = isGroup ? addressOf(other.id, place.chat) : addressOf(other.id, other.id);
  return PAGE + joined([addressIn(place), right]);
}

/** @param {string[]} addresses of the halves */
export const joined = (addresses) => `#${addresses.map((address) => address.slice(1)).join("&")}`;

/** @param {string} hash @returns {string[]} the addresses of the halves */
export const halves = (hash) => hash.slice(1).split("&").map((address) => `#${address}`);
