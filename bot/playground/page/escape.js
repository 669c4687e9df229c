/** Escape ends one thing at a time: whoever takes it marks it as used. */

/** @param {EventTarget} node @param {() => void} end @param {() => boolean} [isOn] */
export function onEscape(node, end, isOn = () => true) {
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && isOn()) {
      event.preventDefault();
      end();
    }
  });
}
