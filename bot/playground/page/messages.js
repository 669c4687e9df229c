/**
 * The message list. Nodes are kept by message id and only what changed is replaced, so
 * neither scroll position nor focus suffers from an edit.
 *
 * @typedef {import("./api.js").Message} Message
 */

import { renderText } from "./entities.js";
import { showKeyboard } from "./keyboard.js";

const TIME = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "long" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("en", { dateStyle: "long" });
const SNIPPET_LENGTH = 80;

export class MessageList {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Map<string, HTMLElement>} */
    this.nodes = new Map();
  }

  /**
   * Show these messages, oldest first.
   * @param {Message[]} messages @param {number} me the reader's id
   * @returns {Message[]} those that were not here before
   */
  show(messages, me) {
    const fresh = messages.filter(({ id }) => !this.nodes.has(String(id)));
    const byId = new Map(messages.map((message) => [message.id, message]));
    const wanted = new Map();
    messages.forEach((message, index) => {
      const previous = messages[index - 1];
      if (!previous || day(previous) !== day(message)) {
        wanted.set(`day ${day(message)}`, this.dayNode(message));
      }
      const node = this.messageNode(message, me);
      update(node, message, byId.get(message.reply_to));
      node.classList.toggle("last", endsRun(message, messages[index + 1]));
      wanted.set(String(message.id), node);
    });
    this.arrange(wanted);
    return fresh;
  }

  clear() {
    this.arrange(new Map());
  }

  /** Bring a message into view and give it the focus. @param {string} id */
  reveal(id) {
    const node = this.nodes.get(id);
    node?.scrollIntoView({ block: "center" });
    node?.focus({ preventScroll: true });
  }

  /** @param {Message} message */
  dayNode(message) {
    const node = this.nodes.get(`day ${day(message)}`) ?? element("p", "day");
    setText(node, dayName(message));
    return node;
  }

  /** @param {Message} message @param {number} me */
  messageNode(message, me) {
    return this.nodes.get(String(message.id)) ?? build(message, me);
  }

  /** Put the wanted nodes in order; those that stay in place are not touched. */
  arrange(wanted) {
    for (const [key, node] of this.nodes) {
      if (wanted.get(key) !== node) {
        node.remove();
      }
    }
    let next = this.root.firstElementChild;
    for (const node of wanted.values()) {
      if (node === next) {
        next = next.nextElementSibling;
      } else {
        this.root.insertBefore(node, next);
      }
    }
    this.nodes = wanted;
  }
}

/** @param {Message} message @param {number} me */
function build(message, me) {
  const node = element("article", "message");
  const keyboard = element("div", "keyboard");
  node.dataset.messageId = String(message.id);
  node.dataset.from = author(message, me);
  node.tabIndex = -1;
  node.ariaLabel = `${speaker(message, me)}, ${time(message)}`;
  keyboard.role = "group";
  keyboard.ariaLabel = "Buttons";
  node.append(element("div", "bubble"), keyboard);
  return node;
}

/**
 * @param {HTMLElement} node @param {Message} message
 * @param {Message | undefined} original the message this one replies to
 */
function update(node, message, original) {
  const [bubble, keyboard] = /** @type {HTMLCollectionOf<HTMLElement>} */ (node.children);
  const content = JSON.stringify([message.text, message.entities, message.kind,
    message.edit_date, message.pinned, original?.text]);
  if (node.dataset.content !== content) {
    node.dataset.content = content;
    bubble.replaceChildren(...bubbleParts(message, original));
  }
  showKeyboard(keyboard, message.keyboard ?? []);
  node.classList.toggle("with-keyboard", !keyboard.hidden);
}

/** @param {Message} message @param {Message | undefined} original */
function bubbleParts(message, original) {
  const parts = [];
  if (original) {
    parts.push(replyPart(original));
  }
  if (message.kind !== "text") {
    parts.push(element("p", "kind", message.kind));
  }
  const text = element("div", "text");
  text.dir = "auto";
  text.append(renderText(message.text, message.entities), metaPart(message));
  return [...parts, text];
}

/** @param {Message} original */
function replyPart(original) {
  const node = element("button", "reply", snippet(original));
  node.type = "button";
  node.dir = "auto";
  node.dataset.replyTo = String(original.id);
  return node;
}

/** The small print of a bubble. Clients never show a bot's edits, only people's. */
function metaPart(message) {
  const edited = message.edit_date !== null && !message.from.is_bot;
  const words = [message.pinned && "pinned", edited && "edited", time(message)];
  return element("span", "meta", words.filter(Boolean).join(" · "));
}

/** @param {Message} message */
function snippet({ text, kind }) {
  const line = text.replace(/\s+/g, " ").trim() || kind;
  const characters = [...line];
  const cut = characters.length > SNIPPET_LENGTH;
  return cut ? `${characters.slice(0, SNIPPET_LENGTH).join("")}…` : line;
}

/** @param {Message} message @param {number} me */
function author({ from }, me) {
  if (from.id === me) {
    return "me";
  }
  return from.is_bot ? "bot" : "other";
}

/** @param {Message} message @param {number} me */
function speaker(message, me) {
  const names = { me: "You", bot: "Bot", other: message.from.name };
  return names[author(message, me)];
}

/** Only the last bubble of a run by one author has a tail. */
function endsRun(message, following) {
  return (
    !following ||
    following.from.id !== message.from.id ||
    day(following) !== day(message) ||
    Boolean(message.keyboard?.length)
  );
}

/** @param {Message} message */
function time({ date }) {
  return TIME.format(date * 1000);
}

/** @param {Message} message */
function day({ date }) {
  return new Date(date * 1000).toDateString();
}

/** @param {Message} message */
function dayName({ date }) {
  const then = new Date(date * 1000);
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (then.toDateString() === now.toDateString()) {
    return "Today";
  }
  if (then.toDateString() === yesterday.toDateString()) {
    return "Yesterday";
  }
  return (then.getFullYear() === now.getFullYear() ? DAY : DAY_AND_YEAR).format(then);
}

/** @param {string} tag @param {string} className @param {string} [text] */
function element(tag, className, text = "") {
  const node = document.createElement(tag);
  node.className = className;
  node.append(text);
  return node;
}

/** @param {HTMLElement} node @param {string} text */
function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
