/** The form that makes a group: its title, its kind, and who is in it from the beginning. */

import { element } from "./dom.js";
import { asSheet } from "./sheet.js";

export class GroupForm {
  /**
   * @param {HTMLDialogElement} dialog
   * @param {(group: {title: string, kind: string, members: number[], with_bot: boolean}) => void} make
   */
  constructor(dialog, make) {
    this.dialog = asSheet(dialog);
    this.form = dialog.querySelector("form");
    this.people = dialog.querySelector(".candidates");
    this.form.addEventListener("submit", () => {
      const values = new FormData(this.form);
      make({
        title: values.get("title").trim(),
        kind: values.get("kind"),
        members: values.getAll("member").map(Number),
        with_bot: values.has("bot"),
      });
    });
  }

  /** @param {import("./api.js").Person[]} others who may be in it @param {import("./api.js").Bot} bot */
  open(others, bot) {
    this.form.reset();
    this.people.replaceChildren(
      ...others.map(({ id, name }) => candidate("member", String(id), name)),
      candidate("bot", "on", bot.name),
    );
    this.dialog.showModal();
  }
}

function candidate(name, value, label) {
  const box = element("input", "");
  Object.assign(box, { type: "checkbox", name, value, checked: true });
  return element("label", "", box, label);
}
