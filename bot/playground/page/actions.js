/**
 * The small menu of a message: by right click, by long press, or with Enter on a message
 * that has the focus. Escape, a click elsewhere and scrolling close it.
 */

import { element } from "./dom.js";
import { onLongPress } from "./longpress.js";

const EDGE_PX = 8;
const LABELS = { reply: "Reply", copy: "Copy text", edit: "Edit", delete: "Delete for both" };
const FOR_ALL = ["reply", "copy"];
const FOR_OWN = ["reply", "copy", "edit", "delete"];

export class MessageMenu {
  /**
   * @param {HTMLElement} menu @param {HTMLElement} log
   * @param {(action: string, message: number) => void} choose
   */
  constructor(menu, log, choose) {
    Object.assign(this, { menu, choose });
    /** @type {HTMLElement | null} */
    this.message = null;
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
    const actions = message.dataset.from === "me" ? FOR_OWN : FOR_ALL;
    this.message = message;
    menu.replaceChildren(...actions.map(item));
    menu.hidden = false;
    menu.style.left = `${within(x, innerWidth - menu.offsetWidth)}px`;
    menu.style.top = `${within(y, innerHeight - menu.offsetHeight)}px`;
    menu.firstElementChild.focus({ preventScroll: true });
  }

  /** The focus goes back to the message, if it was in the menu. */
  close() {
    const hadFocus = this.menu.contains(document.activeElement);
    this.menu.hidden = true;
    if (hadFocus) {
      this.message.focus({ preventScroll: true });
    }
  }

  /** A link and selected text keep the browser's own menu. @param {MouseEvent} event */
  onContextMenu(event) {
    const target = /** @type {Element} */ (event.target);
    const message = target.closest(".bubble, [data-message-id]")?.closest("[data-message-id]");
    if (message && !target.closest("a, .key") && getSelection().isCollapsed) {
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
    const { action } = target.closest("[data-action]")?.dataset ?? {};
    if (action) {
      this.close();
      this.choose(action, Number(this.message.dataset.messageId));
    }
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const items = [...this.menu.children];
    const at = items.indexOf(document.activeElement);
    const actions = {
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

/** @param {string} action */
function item(action) {
  const node = element("button", "item", LABELS[action]);
  node.type = "button";
  node.role = "menuitem";
  node.tabIndex = -1;
  node.dataset.action = action;
  return node;
}

const within = (value, most) => Math.max(EDGE_PX, Math.min(value, most - EDGE_PX));
