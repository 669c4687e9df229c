/**
 * Through the messages by arrow keys: up from the empty field to the newest one, then from
 * one to the next; down from the newest, or Escape, leads back to the field.
 * @param {HTMLElement} log @param {HTMLTextAreaElement} field
 */
export function walkMessages(log, field) {
  const messages = () => [...log.querySelectorAll("[data-message-id]")];

  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowUp" && field.value === "" && messages().length > 0) {
      event.preventDefault();
      go(messages().at(-1));
    }
  });
  log.addEventListener("keydown", (event) => {
    const all = messages();
    const at = all.indexOf(document.activeElement);
    const next = { ArrowUp: all[at - 1] ?? all[0], ArrowDown: all[at + 1] ?? field, Escape: field }[event.key];
    if (at >= 0 && next) {
      event.preventDefault();
      go(next);
    }
  });
}

/** @param {HTMLElement} node */
function go(node) {
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest" });
}
