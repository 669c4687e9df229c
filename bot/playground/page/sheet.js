/** A dialog over the page: Escape, its cross and a click beside it put it away. */

/** @param {HTMLDialogElement} dialog */
export function asSheet(dialog) {
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // the page has other uses
  dialog.addEventListener("pointerdown", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  return dialog;
}
