/** A finger that stays where it is; not every phone's browser makes a `contextmenu` of it. */

const HOLD_MS = 500;
const SLIP_PX = 10;

/**
 * @param {HTMLElement} root @param {string} selector what may be pressed
 * @param {(pressed: Element, x: number, y: number) => void} act
 */
export function onLongPress(root, selector, act) {
  let timer = 0;
  let start = { x: 0, y: 0 };
  const stop = () => clearTimeout(timer);

  root.addEventListener("pointerdown", ({ pointerType, target, clientX, clientY }) => {
    const pressed = /** @type {Element} */ (target).closest(selector);
    stop();
    if (pointerType === "touch" && pressed) {
      start = { x: clientX, y: clientY };
      timer = setTimeout(() => {
        swallowLift(root);
        act(pressed, clientX, clientY);
      }, HOLD_MS);
    }
  });
  root.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (Math.hypot(clientX - start.x, clientY - start.y) > SLIP_PX) {
      stop();
    }
  });
  for (const end of ["pointerup", "pointercancel", "contextmenu"]) {
    root.addEventListener(end, stop);
  }
}

/** Lifting the finger is the end of the press, not a click on what lies under it. */
function swallowLift(root) {
  const swallow = (event) => event.preventDefault();
  root.addEventListener("touchend", swallow, { once: true, passive: false });
  root.addEventListener("pointerdown", () => root.removeEventListener("touchend", swallow), { once: true });
}
