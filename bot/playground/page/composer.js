/**
 * The message field: grows with its text, never loses a draft. With a keyboard Enter sends
 * and Shift+Enter breaks the line; on a touch screen Enter breaks it, as phones do.
 */

import { CommandMenu } from "./menu.js";

const BORDERS_PX = 2;
const hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)");

export class Composer {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} menu where the commands are listed
   * @param {(text: string) => void} write what to do with what was written
   * @param {(command: string) => void} command what to do with a chosen command
   */
  constructor(form, menu, { write, command }) {
    this.form = form;
    this.field = form.querySelector("textarea");
    this.button = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
    this.send = write;
    this.command = command;
    const opener = /** @type {HTMLButtonElement} */ (form.querySelector("[aria-haspopup]"));
    this.menu = new CommandMenu(menu, this.field, opener, (chosen) => this.choose(chosen));
    this.field.addEventListener("input", () => this.fit());
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.button.addEventListener("mousedown", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => this.onKeyAnywhere(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  /** @param {import("./api.js").Command[]} commands */
  setCommands(commands) {
    this.menu.setCommands(commands);
  }

  get text() {
    return this.field.value;
  }

  /** Say in the empty field whose words these will be. @param {string} name */
  setAuthor(name) {
    this.field.placeholder = name ? `Message as ${name}` : "Message";
  }

  /** Give back what could not be sent, before whatever was typed since. @param {string} text */
  restore(text) {
    this.write([text, this.field.value].filter(Boolean).join("\n"));
  }

  submit() {
    const text = this.field.value.trim();
    if (text) {
      this.menu.close();
      this.write("");
      this.send(text);
    }
  }

  /** A chosen command replaces the one being typed; any other draft stays. */
  choose(command) {
    if (this.field.value.startsWith("/")) {
      this.write("");
    }
    this.command(command);
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** @param {string} text */
  write(text) {
    this.field.value = text;
    this.fit();
  }

  /** Fit the field to its text; the form holds its height meanwhile, or the page jumps. */
  fit() {
    const { field, form } = this;
    this.button.disabled = field.value.trim() === "";
    form.style.height = `${form.offsetHeight}px`;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + BORDERS_PX}px`;
    form.style.height = "";
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const sends = hasKeyboard.matches ? !event.shiftKey : event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && sends && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  /** Whoever just starts to type means the message field. @param {KeyboardEvent} event */
  onKeyAnywhere({ key, ctrlKey, metaKey, altKey, target }) {
    const writes = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (writes && !target.closest("input, dialog")) {
      this.focus();
    }
  }
}
