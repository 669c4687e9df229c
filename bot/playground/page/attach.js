/**
 * How a person sends files: with the paper clip, by dropping them, or by pasting them. A
 * dialog shows what it will be and takes a caption.
 *
 * @typedef {import("./place.js").Place} Place
 */

import { element } from "./dom.js";
import { thumbnailOf } from "./thumbnail.js";
import { asSheet } from "./sheet.js";
import { sizeOf } from "./sizes.js";

export class Attach {
  /**
   * @param {HTMLButtonElement} button @param {HTMLInputElement} input
   * @param {HTMLDialogElement} dialog
   * @param {{place(): Place, send(place: Place, file: File, caption: string): Promise<unknown>,
   *   closed(): void}} on
   */
  constructor(button, input, dialog, on) {
    Object.assign(this, { button, input, dialog: asSheet(dialog), on });
    this.form = dialog.querySelector("form");
    /** @type {File[]} */
    this.files = [];
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", () => this.take(input.files));
    this.form.addEventListener("submit", () => this.submit());
    dialog.addEventListener("close", () => on.closed());
    document.addEventListener("paste", (event) => this.onData(event, event.clipboardData));
    document.addEventListener("drop", (event) => this.onData(event, event.dataTransfer));
    document.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) {
        event.preventDefault();
      }
    });
  }

  /** @param {Event} event @param {DataTransfer} data text is left to the field */
  onData(event, data) {
    if (data.files.length > 0) {
      event.preventDefault();
      this.take(data.files);
    }
  }

  /**
   * More may be pasted while the dialog is open. What a closed one held is forgotten here,
   * not when it closes: that is told later, when the next may be open already.
   * @param {FileList} files
   */
  take(files) {
    if (!this.dialog.open) {
      this.files = [];
      this.form.reset();
    }
    this.files.push(...files);
    this.input.value = "";
    this.dialog.querySelector("h2").textContent = this.files.length > 1 ? `Send ${this.files.length} files` : "Send a file";
    this.dialog.querySelector("ul").replaceChildren(...this.files.map(fileLine));
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
  }

  /** One after the other, in their order; the caption is that of the first. */
  async submit() {
    const [place, files] = [this.on.place(), this.files];
    let caption = new FormData(this.form).get("caption").trim();
    this.button.ariaBusy = "true";
    for (const file of files) {
      await this.on.send(place, file, caption);
      caption = "";
    }
    this.button.ariaBusy = null;
  }
}

/** @param {File} file */
function fileLine(file) {
  const look = element("span", "look");
  look.ariaHidden = "true";
  thumbnailOf(file).then((picture) => picture && look.append(picture));
  return element("li", "", look, element("b", "name", file.name), element("span", "size", sizeOf(file.size)));
}
