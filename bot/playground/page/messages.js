/**
 * The message list. Only what changed is replaced: an edit leaves everything else alone.
 *
 * @typedef {import("./api.js").Message} Message
 */

import { element, setText } from "./dom.js";
import { renderText } from "./entities.js";
import { filesPart, gathered } from "./files.js";
import { showKeyboard } from "./keyboard.js";
import { Keyed } from "./keyed.js";
import { facePart, namePart, noticePart, startsRun } from "./ingroup.js";
import { pollPart } from "./poll.js";
import { reactionOf, reactionsPart } from "./reactions.js";
import { snippet, wordsOf } from "./snippet.js";
import { dayName, dayOf, timeOf } from "./times.js";

export class MessageList {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.nodes = new Keyed(root);
    /** @type {Map<number, Message>} */
    this.messages = new Map();
  }

  /**
   * Show these messages, oldest first.
   * @param {Message[]} all @param {number} me the reader's id
   * @param {boolean} inGroup whether there may be others than the reader and the bot
   * @returns {Message[]} those that were not here before
   */
  show(all, me, inGroup) {
    const messages = gathered(all);
    const fresh = messages.filter(({ id }) => !this.nodes.get(String(id)));
    this.messages = new Map(messages.map((message) => [message.id, message]));
    const wanted = new Map();
    messages.forEach((message, index) => {
      const previous = messages[index - 1];
      if (!previous || dayOf(previous.date) !== dayOf(message.date)) {
        wanted.set(`day ${dayOf(message.date)}`, this.dayNode(message));
      }
      const node = this.messageNode(message, me, inGroup);
      const named = inGroup && startsRun(message, previous);
      update(node, message, this.messages.get(message.reply_to), me, named);
      node.classList.toggle("last", endsRun(message, messages[index + 1]));
      wanted.set(String(message.id), node);
    });
    this.nodes.arrange(wanted);
    return fresh;
  }

  clear() {
    this.nodes.arrange(new Map());
  }

  /** Bring a message into view and give it the focus. @param {string} id */
  reveal(id) {
    const node = this.nodes.get(id);
    node?.scrollIntoView({ block: "center" });
    node?.focus({ preventScroll: true });
  }

  /** @param {Message} message */
  dayNode(message) {
    const node = this.nodes.get(`day ${dayOf(message.date)}`) ?? element("p", "day");
    setText(node, dayName(message.date));
    return node;
  }

  /** @param {Message} message @param {number} me @param {boolean} inGroup */
  messageNode(message, me, inGroup) {
    return this.nodes.get(String(message.id)) ?? build(message, me, inGroup);
  }
}

/** @param {Message} message @param {number} me @param {boolean} inGroup */
function build(message, me, inGroup) {
  const node = element("article", "message");
  const keyboard = element("div", "keyboard");
  node.dataset.messageId = String(message.id);
  node.dataset.from = author(message, me);
  node.tabIndex = -1;
  node.ariaLabel = `${speaker(message, me)}, ${timeOf(message.date)}`;
  keyboard.role = "group";
  keyboard.ariaLabel = "Buttons";
  node.append(element("div", message.kind === "service" ? "notice" : "bubble"), keyboard);
  if (inGroup) {
    node.dataset.group = "yes";
    node.append(...facePart(message, me));
  }
  return node;
}

/**
 * @param {HTMLElement} node @param {Message} message
 * @param {Message | undefined} original the message this one replies to
 * @param {number} me
 * @param {boolean} named whether to say who wrote it
 */
function update(node, message, original, me, named) {
  const [bubble, keyboard] = /** @type {HTMLCollectionOf<HTMLElement>} */ (node.children);
  const content = JSON.stringify([message.text, message.entities, message.files,
    message.edit_date, message.pinned, message.poll, message.reactions, original?.text, named]);
  if (node.dataset.content !== content) {
    node.dataset.content = content;
    node.dataset.pinned = message.pinned ? "yes" : "";
    node.dataset.reaction = reactionOf(message, me);
    bubble.replaceChildren(...bubbleParts(message, original, me, named));
  }
  showKeyboard(keyboard, message.keyboard ?? []);
  node.classList.toggle("with-keyboard", !keyboard.hidden);
}

/** @param {Message} message @param {Message | undefined} original @param {number} me */
function bubbleParts(message, original, me, named) {
  if (message.kind === "service") {
    return [noticePart(message)];
  }
  const parts = named && message.writer !== me ? [namePart(message)] : [];
  if (original) {
    parts.push(replyPart(original, message.quote, me));
  }
  if (message.files.length > 0) {
    parts.push(filesPart(message));
  } else if (message.kind !== "text" && !message.poll) {
    parts.push(element("p", "kind", message.kind));
  }
  const text = element("div", "text");
  text.dir = "auto";
  text.append(renderText(wordsOf(message), message.entities));
  parts.push(text);
  if (message.poll) {
    parts.push(pollPart(message.poll, me), metaPart(message));
  } else {
    text.append(metaPart(message));
    text.classList.toggle("bare", message.kind === "photo" && !message.text);
  }
  if (message.reactions.length) {
    parts.push(reactionsPart(message, me));
  }
  return parts;
}

/** @param {Message} original @param {string | undefined} quote what of it is meant @param {number} me */
function replyPart(original, quote, me) {
  const name = element("b", "", original.writer === me ? "You" : original.from.name);
  const node = element("button", "reply", name, element("span", "", quote ? `“${quote}”` : snippet(original)));
  node.type = "button";
  node.dir = "auto";
  node.dataset.replyTo = String(original.id);
  return node;
}

/** The small print of a bubble. Clients never show a bot's edits, only people's. */
function metaPart(message) {
  const edited = message.edit_date !== null && !message.from.is_bot;
  const words = [message.pinned && "pinned", edited && "edited", timeOf(message.date)];
  return element("span", "meta", words.filter(Boolean).join(" · "));
}

/** @param {Message} message @param {number} me */
function author({ from, writer, kind }, me) {
  if (kind === "service") {
    return "service";
  }
  if (writer === me) {
    return "me";
  }
  return from.is_bot ? "bot" : "other";
}

/** @param {Message} message @param {number} me */
function speaker(message, me) {
  const { name } = message.from;
  const names = { me: "You", bot: "Bot", other: name, service: name };
  return names[author(message, me)];
}

/** Only the last bubble of a run by one author has a tail. */
function endsRun(message, following) {
  return (
    !following ||
    following.from.id !== message.from.id ||
    following.kind === "service" ||
    dayOf(following.date) !== dayOf(message.date) ||
    Boolean(message.keyboard?.length)
  );
}
