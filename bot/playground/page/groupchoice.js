/** Which of one's groups the bot shall come to, after a link `…?startgroup=…`. */

import { element } from "./dom.js";
import { asSheet } from "./sheet.js";

export class GroupChoice {
  /** @param {HTMLDialogElement} dialog @param {(chat: number, payload: string) => void} choose */
  constructor(dialog, choose) {
    this.dialog = asSheet(dialog);
    this.list = dialog.querySelector("ul");
    this.empty = dialog.querySelector(".none");
    this.payload = "";
    this.list.addEventListener("click", ({ target }) => {
      const { chat } = target.closest("button")?.dataset ?? {};
      if (chat) {
        dialog.close();
        choose(Number(chat), this.payload);
      }
    });
  }

  /** @param {import("./api.js").ChatSummary[]} groups @param {string} payload of the link */
  open(groups, payload) {
    this.payload = payload;
    this.empty.hidden = groups.length > 0;
    this.list.replaceChildren(...groups.map(item));
    this.dialog.showModal();
  }
}

function item({ id, title }) {
  const node = element("button", "choose", title);
  node.type = "button";
  node.dataset.chat = String(id);
  return element("li", "", node);
}
