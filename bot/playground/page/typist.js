/** Lets others in a group see that one types. */

const AGAIN_MS = 3000;

/** @param {HTMLTextAreaElement} field @param {() => void} tell called every three seconds at most */
export function tellOfTyping(field, tell) {
  let last = -Infinity;
  field.addEventListener("input", ({ timeStamp }) => {
    if (field.value && timeStamp - last > AGAIN_MS) {
      last = timeStamp;
      tell();
    }
  });
}
