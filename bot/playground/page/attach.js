/** How a person sends files: with the paper clip, by dropping them, or by pasting them. */

export class Attach {
  /**
   * @param {HTMLButtonElement} button @param {HTMLInputElement} input
   * @param {HTMLElement} target what one may drop on
   * @param {(file: File) => Promise<void>} send
   */
  constructor(button, input, target, send) {
    Object.assign(this, { button, input, send });
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", () => this.take(input.files));
    document.addEventListener("paste", (event) => this.onData(event, event.clipboardData));
    target.addEventListener("drop", (event) => this.onData(event, event.dataTransfer));
    target.addEventListener("dragover", (event) => {
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

  /** One after the other, in their order. @param {FileList} files */
  async take(files) {
    this.button.ariaBusy = "true";
    for (const file of [...files]) {
      await this.send(file);
    }
    this.input.value = "";
    this.button.ariaBusy = null;
  }
}
