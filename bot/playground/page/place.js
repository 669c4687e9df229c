/**
 * Who acts, in which chat, and in which topic of a forum. The address says it
 * (`#person/chat/topic`, or `#person` for the list of chats), so a reload keeps it and the
 * browser's back button works.
 *
 * @typedef {import("./api.js").ChatSummary} ChatSummary
 * @typedef {{person: number, chat: number, topic: number | undefined}} Place
 */

/**
 * @param {number} person @param {number} [chat] none: the list of chats
 * @param {number} [topic] none: the first one, if there are any
 */
export const addressOf = (person, chat, topic) =>
  `#${[person, chat, topic].filter((number) => number !== undefined).join("/")}`;

/** The address of where one is. @param {Place} place */
export const addressIn = ({ person, chat, topic }) => addressOf(person, chat, topic);

/** @returns {{person: number, chat: number | undefined, topic: number | undefined}} what the address asks for */
export function wanted() {
  const [person, chat, topic] = location.hash.slice(1).split("/").map(Number);
  return { person, chat, topic };
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
  return chats.filter((chat) => chat.members.includes(person) && !isOver(chat)).sort(newestFirst);
}

/** Groups that one could join. @param {import("./api.js").State} state @param {number} person */
export function groupsBeside({ chats }, person) {
  return chats.filter((chat) => chat.group && !chat.members.includes(person) && !isOver(chat));
}

/** The topic one looks at: the one asked for, or the first. @param {ChatSummary} chat @param {number} [topic] */
export function topicIn({ group }, topic) {
  const topics = group?.topics ?? [];
  return (topics.find(({ id }) => id === topic) ?? topics[0])?.id;
}

/** A basic group that was upgraded is over; the supergroup has its place. */
const isOver = ({ group }) => Boolean(group?.upgraded_to);

/** Only the messages of one kind of chat are counted together, so the date comes first. */
function newestFirst({ last: one }, { last: other }) {
  return (other?.date ?? 0) - (one?.date ?? 0) || (other?.id ?? 0) - (one?.id ?? 0);
}
