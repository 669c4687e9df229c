/**
 * A photo as large as the screen allows, over everything else. Arrows lead to the other
 * photos of the chat; Escape, the cross and a click beside the photo lead back.
 */

import { setText } from "./dom.js";
import { onEscape } from "./escape.js";

export class Lightbox {
  /** @param {HTMLDialogElement} dialog @param {HTMLElement} log where the photos are */
  constructor(dialog, log) {
    Object.assign(this, { dialog, log });
    this.image = dialog.querySelector("img");
    this.caption = dialog.querySelector(".caption");
    this.save = /** @type {HTMLAnchorElement} */ (dialog.querySelector("a"));
    const [back, on, close] = ["back", "on", "close"].map((name) => dialog.querySelector(`.${name}`));
    this.steps = [back, on];
    /** @type {HTMLElement | null} the photo in the chat */
    this.photo = null;
    log.addEventListener("click", ({ target }) => {
      const photo = /** @type {Element} */ (target).closest("[data-photo]");
      if (photo) {
        this.open(/** @type {HTMLElement} */ (photo));
      }
    });
    back.addEventListener("click", () => this.go(-1));
    on.addEventListener("click", () => this.go(1));
    close.addEventListener("click", () => this.close());
    dialog.addEventListener("click", ({ target }) => target === dialog && this.close());
    dialog.addEventListener("keydown", (event) => this.onKey(event));
    onEscape(dialog, () => this.close());
  }

  /** @param {HTMLElement} photo */
  open(photo) {
    this.show(photo);
    this.dialog.showModal();
  }

  /** The chat has the photo that was looked at last in sight, and the focus on it. */
  close() {
    this.dialog.close();
    this.photo.scrollIntoView({ block: "nearest" });
    this.photo.focus({ preventScroll: true });
  }

  get photos() {
    return [...this.log.querySelectorAll("[data-photo]")];
  }

  /** @param {number} by steps */
  go(by) {
    const next = this.photos[this.photos.indexOf(this.photo) + by];
    if (next) {
      this.show(next);
    }
  }

  /** @param {HTMLElement} photo */
  show(photo) {
    const { photos } = this;
    const at = photos.indexOf(photo);
    this.photo = photo;
    this.image.src = photo.dataset.photo;
    this.image.alt = photo.querySelector("img").alt;
    this.save.href = photo.dataset.photo;
    setText(this.caption, photo.dataset.caption);
    this.steps[0].disabled = at === 0;
    this.steps[1].disabled = at === photos.length - 1;
    if (this.steps.some((step) => step.disabled && step === document.activeElement)) {
      this.dialog.focus(); // or the keys would be heard no more
    }
    this.dialog.ariaLabel = `Photo ${at + 1} of ${photos.length}`;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by) {
      event.preventDefault();
      this.go(by);
    }
  }
}
