/** What is said beside the conversation: toasts, alerts and the connection banner. */

const TOAST_MS = 4000;

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
  toastTimer = setTimeout(hideToast, TOAST_MS);
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
