/**
 * The small menu of a message: by right click, by long press, or with Enter on a message
 * that has the focus. Escape, a click elsewhere and scrolling close it.
 */

import { element } from "./dom.js";
import { onLongPress } from "./longpress.js";
import { QUICK } from "./reactions.js";

const EDGE_PX = 8;
const LABELS = {
  reply: "Reply",
  copy: "Copy text",
  pin: "Pin",
  unpin: "Unpin",
  stop: "Stop the poll",
  edit: "Edit",
  delete: "Delete for both",
};
const OF_A_PART = { reply: "Quote", copy: "Copy" };
const IN_GROUP = { delete: "Delete for all" };

export class MessageMenu {
  /**
   * @param {HTMLElement} menu @param {HTMLElement} log
   * @param {{offered(message: number): string[],
   *   act(action: string, message: number, detail?: string): void}} deeds what there is to choose
   */
  constructor(menu, log, deeds) {
    Object.assign(this, { menu, deeds });
    /** @type {HTMLElement | null} */
    this.message = null;
    /** What of it was selected when the menu opened: it is what one replies to or copies. @type {string | undefined} */
    this.selected = undefined;
    log.addEventListener("contextmenu", (event) => this.onContextMenu(event));
    log.addEventListener("keydown", (event) => this.onEnter(event));
    log.addEventListener("scroll", () => this.close());
    onLongPress(log, ".bubble", (bubble, x, y) => this.open(bubble.parentElement, x, y));
    menu.addEventListener("click", (event) => this.onClick(event));
    menu.addEventListener("keydown", (event) => this.onKey(event));
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (!menu.contains(relatedTarget)) {
        this.close();
      }
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!menu.contains(target)) {
        this.close();
      }
    });
  }

  /** @param {HTMLElement} message @param {number} x @param {number} y where on the screen */
  open(message, x, y) {
    const { menu } = this;
    this.message = message;
    this.selected = selectedIn(message);
    const actions = this.deeds.offered(Number(message.dataset.messageId));
    menu.replaceChildren(...reactionsOn(message), ...itemsFor(actions, message, this.selected));
    menu.hidden = false;
    menu.style.left = `${within(x, innerWidth - menu.offsetWidth)}px`;
    menu.style.top = `${within(y, innerHeight - menu.offsetHeight)}px`;
    menu.querySelector(".item").focus({ preventScroll: true });
  }

  /** The focus goes back to the message, if it was in the menu. */
  close() {
    const hadFocus = this.menu.contains(document.activeElement);
    this.menu.hidden = true;
    if (hadFocus) {
      this.message.focus({ preventScroll: true });
    }
  }

  /** A link keeps the browser's own menu, and so does a selection that reaches beyond one message. @param {MouseEvent} event */
  onContextMenu(event) {
    const target = /** @type {Element} */ (event.target);
    const message = target.closest(".bubble, [data-message-id]")?.closest("[data-message-id]");
    if (message && !target.closest("a, .key") && (getSelection().isCollapsed || selectedIn(message))) {
      event.preventDefault();
      this.open(message, event.clientX, event.clientY);
    }
  }

  /** @param {KeyboardEvent} event */
  onEnter(event) {
    const message = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Enter" && message.dataset.messageId) {
      const { left, top, height } = message.firstElementChild.getBoundingClientRect();
      event.preventDefault();
      this.open(message, left, top + height);
    }
  }

  /** @param {MouseEvent} event */
  onClick({ target }) {
    const { action, emoji } = target.closest("[data-action]")?.dataset ?? {};
    if (action) {
      this.close();
      this.deeds.act(action, Number(this.message.dataset.messageId), emoji ?? this.selected);
    }
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const items = [...this.menu.querySelectorAll("[data-action]")];
    const at = items.indexOf(document.activeElement);
    const actions = {
      ArrowRight: () => items[(at + 1) % items.length].focus(),
      ArrowLeft: () => items.at(at - 1).focus(),
      ArrowDown: () => items[(at + 1) % items.length].focus(),
      ArrowUp: () => items.at(at - 1).focus(),
      Home: () => items[0].focus(),
      End: () => items.at(-1).focus(),
      Escape: () => this.close(),
      Tab: () => this.close(),
    };
    if (event.key in actions) {
      event.preventDefault();
      event.stopPropagation();
      actions[event.key]();
    }
  }
}

/** @param {HTMLElement} message @returns {string | undefined} nothing, unless all of a selection is its text */
function selectedIn(message) {
  const selection = getSelection();
  const text = message.querySelector(".text");
  const isInside = !selection.isCollapsed && [selection.anchorNode, selection.focusNode].every((end) => text?.contains(end));
  return (isInside && selection.toString().trim()) || undefined;
}

/** @param {string[]} actions @param {HTMLElement} message @param {string} [selected] */
function itemsFor(actions, { dataset: { group } }, selected) {
  const labels = { ...LABELS, ...(group && IN_GROUP), ...(selected && OF_A_PART) };
  return actions.map((action) => item(action, labels[action], "menuitem"));
}

/** None on what only tells what was done. @param {HTMLElement} message */
function reactionsOn({ dataset: { from, reaction } }) {
  return from === "service" ? [] : [quickRow(reaction)];
}

/** @param {string} mine what one reacted with before */
function quickRow(mine) {
  const chips = QUICK.map((emoji) => {
    const node = item("react", emoji, "menuitemradio");
    node.className = "quick";
    node.ariaChecked = String(emoji === mine);
    node.ariaLabel = `React with ${emoji}`;
    node.dataset.emoji = emoji;
    return node;
  });
  const row = element("div", "quick-row", ...chips);
  row.role = "group";
  row.ariaLabel = "Reactions";
  return row;
}

/** @param {string} action @param {string} label @param {string} role */
function item(action, label, role) {
  const node = element("button", "item", label);
  node.type = "button";
  node.role = role;
  node.tabIndex = -1;
  node.dataset.action = action;
  return node;
}

const within = (value, most) => Math.max(EDGE_PX, Math.min(value, most - EDGE_PX));
