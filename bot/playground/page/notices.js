/** What is said beside the conversation: toasts, alerts and the connection banner. */

/** Long enough to read; a short word is soon out of the way. */
const toastMs = (text) => Math.min(1200 + 45 * text.length, 8000);

const toastNode = document.getElementById("toast");
const alertNode = /** @type {HTMLDialogElement} */ (document.getElementById("alert"));
const alertText = document.getElementById("alert-text");
const banner = document.getElementById("banner");

let toastTimer = 0;

/** @param {string} text */
export function showToast(text) {
  clearTimeout(toastTimer);
  toastNode.textContent = text;
  toastNode.classList.add("shown");
  toastTimer = setTimeout(hideToast, toastMs(text));
}

function hideToast() {
  toastNode.classList.remove("shown");
  toastNode.textContent = "";
}

/** @param {string} text */
export function showAlert(text) {
  alertText.textContent = text;
  if (!alertNode.open) {
    alertNode.showModal();
  }
}

/** @param {boolean} connected */
export function showConnection(connected) {
  banner.hidden = connected;
}
