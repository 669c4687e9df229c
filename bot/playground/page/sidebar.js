/**
 * Who one can be, and the chats of whoever one is. Both are links: the address does the rest.
 *
 * @typedef {import("./api.js").State} State
 * @typedef {import("./place.js").Place} Place
 */

import { paintAvatar } from "./avatar.js";
import { element, setText } from "./dom.js";
import { Keyed } from "./keyed.js";
import { addressOf, chatsOf, groupsBeside } from "./place.js";
import { snippet } from "./snippet.js";
import { typingWords } from "./status.js";
import { whenOf } from "./times.js";

export class Sidebar {
  /**
   * @param {HTMLElement} people @param {HTMLElement} chats
   * @param {HTMLElement} joinable groups one is not in @param {(chat: number) => void} join
   */
  constructor(people, chats, joinable, join) {
    this.people = new Keyed(people);
    this.chats = new Keyed(chats);
    this.joinable = new Keyed(joinable);
    joinable.addEventListener("click", ({ target }) => {
      const { chat } = target.closest("button")?.dataset ?? {};
      if (chat) {
        join(Number(chat));
      }
    });
  }

  /** @param {State} state @param {Place} place */
  show(state, place) {
    this.people.show(state.people, personNode, (node, person) => {
      updatePerson(node, person, place, unreadBy(state, person.id));
    });
    this.chats.show(chatsOf(state, place.person), chatNode, (node, chat) => {
      updateChat(node, chat, place, faceOf(chat, state.bot));
    });
    this.joinable.show(groupsBeside(state, place.person), joinableNode, updateJoinable);
  }
}

/** A private chat is called after the other side, and looks like it. */
export const faceOf = (chat, bot) =>
  chat.type === "private" ? bot : { id: chat.id, name: chat.title };

/** Across all chats of a person. @param {State} state @param {number} person */
export function unreadBy(state, person) {
  return chatsOf(state, person).reduce((sum, { unread }) => sum + unread[person], 0);
}

/** A count that is there only if there is something to count. */
export function showCount(node, count) {
  setText(node, count ? String(count) : "");
  node.hidden = !count;
}

function personNode() {
  const link = element("a", "person");
  link.append(avatarNode(), element("span", "name"), countNode());
  return element("li", "", link);
}

function updatePerson(node, person, place, unread) {
  const link = node.firstElementChild;
  const [avatar, name, count] = link.children;
  link.href = addressOf(person.id);
  link.ariaCurrent = person.id === place.person ? "true" : null;
  link.ariaLabel = unread ? `${person.name}, ${unread} unread` : person.name;
  paintAvatar(avatar, person.id, person.name);
  setText(name, person.name);
  showCount(count, unread);
}

function chatNode() {
  const link = element("a", "chat");
  const line = element("span", "line");
  line.dir = "auto";
  link.append(avatarNode(), element("b", "title"), element("time", "when"), line, countNode());
  return element("li", "", link);
}

function updateChat(node, chat, { person, chat: open }, face) {
  const link = node.firstElementChild;
  const [avatar, name, when, line, count] = link.children;
  link.href = addressOf(person, chat.id);
  link.ariaCurrent = chat.id === open ? "page" : null;
  paintAvatar(avatar, face.id, face.name);
  setText(name, face.name);
  link.dataset.kind = chat.group ? "group" : "private";
  setText(when, chat.last ? whenOf(chat.last.date) : "");
  setText(line, typingLine(chat, person) || lastLine(chat, person));
  line.classList.toggle("typing", Boolean(typingLine(chat, person)));
  showCount(count, chat.unread[person]);
  count.ariaLabel = `${chat.unread[person]} unread`;
}

function lastLine({ last, type }, person) {
  if (!last) {
    return "Nothing written yet";
  }
  if (last.kind === "service") {
    return `${last.from.name} ${snippet(last)}`;
  }
  if (last.writer === person) {
    return `You: ${snippet(last)}`;
  }
  return type === "private" ? snippet(last) : `${last.from.name}: ${snippet(last)}`;
}

/** Who types in a group; in private the head of the chat is enough. */
function typingLine({ group, typing }, person) {
  return group ? typingWords(typing.filter(({ id }) => id !== person)) : "";
}

function joinableNode() {
  const button = element("button", "join", "Join");
  button.type = "button";
  return element("li", "", avatarNode(), element("span", "title"), button);
}

function updateJoinable(node, { id, title }) {
  const [avatar, name, button] = node.children;
  paintAvatar(avatar, id, title);
  setText(name, title);
  button.dataset.chat = String(id);
  button.ariaLabel = `Join ${title}`;
}

function avatarNode() {
  const node = element("span", "avatar");
  node.ariaHidden = "true";
  return node;
}

function countNode() {
  const node = element("span", "count");
  node.role = "img";
  return node;
}
