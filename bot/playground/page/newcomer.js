/** The form that lets one more person exist. Escape and an empty name put it away. */

import { onEscape } from "./escape.js";

export class NewcomerForm {
  /**
   * @param {HTMLFormElement} form @param {HTMLButtonElement} opener
   * @param {(name: string) => void} add
   */
  constructor(form, opener, add) {
    Object.assign(this, { form, opener, add });
    this.field = form.querySelector("input");
    opener.addEventListener("click", () => this.toggle(form.hidden));
    onEscape(form, () => this.toggle(false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  /** @param {boolean} open */
  toggle(open) {
    this.form.hidden = !open;
    this.opener.ariaExpanded = String(open);
    this.field.value = "";
    (open ? this.field : this.opener).focus();
  }

  submit() {
    const name = this.field.value.trim();
    this.toggle(false);
    if (name) {
      this.add(name);
    }
  }
}
