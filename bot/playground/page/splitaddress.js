/** Where people are to be seen side by side; each pane says its place as the page does. */

import { addressIn, addressOf } from "./place.js";

const PAGE = "/page/split.html";

/**
 * @param {import("./place.js").Place} place of the one on the left
 * @param {import("./api.js").Person[]} people of whom another one comes to the right
 */
export function splitAddress(place, people) {
  const other = people.find(({ id }) => id !== place.person) ?? people[0];
  const chat = place.chat < 0 ? place.chat : other.id; // groups have numbers below zero
  return splitOf([place, { person: other.id, chat }]);
}

/** @param {import("./place.js").Place[]} places from left to right */
export const splitOf = (places) => PAGE + joined(places.map(addressIn));

/** @param {string[]} addresses of the panes */
export const joined = (addresses) => `#${addresses.map((address) => address.slice(1)).join("&")}`;

/** @param {string} hash @returns {string[]} the addresses of the panes */
export const parts = (hash) => hash.slice(1).split("&").map((address) => `#${address}`);
