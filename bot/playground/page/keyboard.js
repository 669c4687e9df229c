/**
 * Inline keyboards. A keyboard that keeps its shape keeps its very buttons, so a rating
 * card can change under a finger or under the focus without either noticing.
 *
 * @typedef {import("./api.js").Key} Key
 */

/**
 * Make `holder` show `rows`, touching as little as possible.
 * @param {HTMLElement} holder @param {Key[][]} rows empty: no keyboard
 */
export function showKeyboard(holder, rows) {
  holder.hidden = rows.length === 0;
  if (shape(rows) === holder.dataset.shape) {
    relabel(holder, rows);
    return;
  }
  const focus = focusIn(holder);
  holder.dataset.shape = shape(rows);
  holder.replaceChildren(...rows.map(buildRow));
  if (focus) {
    restoreFocus(holder, focus);
  }
}

/**
 * Show `button` as pressed until `answer` settles; a second press meanwhile does nothing.
 * @param {HTMLButtonElement} button @param {(data: string) => Promise<void>} answer
 */
export async function press(button, answer) {
  if (button.ariaBusy === "true") {
    return;
  }
  const data = button.dataset.data;
  button.ariaBusy = "true";
  try {
    await answer(data);
  } finally {
    if (button.dataset.data === data) {
      button.ariaBusy = null;
    }
  }
}

/** @param {Key[][]} rows */
function shape(rows) {
  return rows.map((row) => row.length).join();
}

/** @param {Key[]} row */
function buildRow(row) {
  const node = document.createElement("div");
  node.className = "row";
  node.append(...row.map(buildButton));
  return node;
}

/** @param {Key} key */
function buildButton(key) {
  const button = document.createElement("button");
  const label = document.createElement("span");
  button.type = "button";
  button.className = "key";
  label.dir = "auto";
  button.append(label);
  setKey(button, key);
  return button;
}

/** @param {HTMLElement} holder @param {Key[][]} rows */
function relabel(holder, rows) {
  const keys = rows.flat();
  buttons(holder).forEach((button, index) => setKey(button, keys[index]));
}

/** @param {HTMLButtonElement} button @param {Key} key */
function setKey(button, { label, data, url }) {
  if (button.dataset.data !== (data ?? "")) {
    button.dataset.data = data ?? "";
    button.ariaBusy = null;
  }
  button.dataset.url = url ?? "";
  if (button.textContent !== label) {
    button.firstElementChild.textContent = label;
  }
}

/** @param {HTMLElement} holder @returns {HTMLButtonElement[]} */
function buttons(holder) {
  return [...holder.querySelectorAll("button")];
}

/** Which button has the focus, if one has. @param {HTMLElement} holder */
function focusIn(holder) {
  const all = buttons(holder);
  const index = all.findIndex((button) => button === document.activeElement);
  return index < 0 ? null : { index, data: all[index].dataset.data };
}

/** To the same button, else the one in its place, else the message itself. */
function restoreFocus(holder, { index, data }) {
  const all = buttons(holder);
  const target =
    all.find((button) => button.dataset.data === data) ??
    all[Math.min(index, all.length - 1)] ??
    holder.closest("[data-message-id]");
  target?.focus({ preventScroll: true });
}
