/**
 * Run `task` when asked, never twice at once: asking while it runs means once more after.
 * @param {() => Promise<void>} task
 * @returns {() => Promise<void>} settles when nothing is left to do
 */
export function coalesced(task) {
  let again = false;
  let running = null;
  const run = async () => {
    while (again) {
      again = false;
      await task();
    }
  };
  return () => {
    again = true;
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
}
