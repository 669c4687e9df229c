/** A reader at the bottom stays at the bottom; one who scrolled up is left alone. */

const NEAR_PX = 40;

/**
 * @param {HTMLElement} log the scrolling element @param {HTMLElement} content what grows in it
 * @param {HTMLButtonElement} pill offered when something new is out of sight
 */
export function keepToBottom(log, content, pill) {
  let following = true;
  let size = "";
  const measure = () => [log.clientWidth, log.clientHeight, log.scrollHeight].join();

  const toBottom = () => {
    following = true;
    pill.hidden = true;
    log.scrollTop = log.scrollHeight;
  };
  const followGrowth = new ResizeObserver(() => {
    size = measure();
    if (following) {
      toBottom();
    }
  });
  followGrowth.observe(log);
  followGrowth.observe(content);

  log.addEventListener("scroll", () => {
    if (measure() !== size) {
      return; // a new layout moved the text, not the reader; the observer comes next
    }
    following = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
    pill.hidden ||= following;
  });
  pill.addEventListener("click", () => {
    log.focus({ preventScroll: true });
    toBottom();
  });

  return {
    toBottom,
    /** Say that something new has arrived below. */
    announce() {
      pill.hidden = following;
    },
  };
}
