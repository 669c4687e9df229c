/** The form that asks a poll, or a quiz if it says which option is right. */

import { asSheet } from "./sheet.js";

export class PollForm {
  /**
   * @param {HTMLDialogElement} dialog
   * @param {(poll: {question: string, options: string[], correct?: number, is_anonymous: boolean}) => void} ask
   */
  constructor(dialog, ask) {
    this.dialog = asSheet(dialog);
    this.form = dialog.querySelector("form");
    this.form.addEventListener("submit", () => {
      const values = new FormData(this.form);
      ask({
        question: values.get("question").trim(),
        options: values.get("options").split("\n").map((line) => line.trim()).filter(Boolean),
        correct: values.get("right") ? Number(values.get("right")) - 1 : undefined,
        is_anonymous: values.has("anonymous"),
      });
    });
  }

  open() {
    this.form.reset();
    this.dialog.showModal();
  }
}
