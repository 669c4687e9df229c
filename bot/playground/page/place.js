/**
 * Who acts, and in which chat. The address says it (`#person/chat`, or `#person` for the
 * list of chats), so a reload keeps it and the browser's back button works.
 *
 * @typedef {{person: number, chat: number}} Place
 */

/** @param {number} person @param {number} [chat] none: the list of chats */
export const addressOf = (person, chat) => (chat === undefined ? `#${person}` : `#${person}/${chat}`);

/** @returns {{person: number, chat: number | undefined}} what the address asks for */
export function wanted() {
  const [person, chat] = location.hash.slice(1).split("/").map(Number);
  return { person, chat };
}

/** Say the same more precisely, without a step in the browser's history. @param {string} address */
export function correct(address) {
  if (location.hash !== address) {
    history.replaceState(null, "", address);
  }
}

/** A person's chats, the one with the newest message first.
 * @param {import("./api.js").State} state @param {number} person */
export function chatsOf({ chats }, person) {
  return chats
    .filter(({ members }) => members.includes(person))
    .sort((one, other) => (other.last?.id ?? 0) - (one.last?.id ?? 0));
}
