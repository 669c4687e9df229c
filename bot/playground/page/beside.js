/**
 * What panes side by side have of each other. Each is the whole page for one person; the split
 * view that frames them passes on what concerns another pane.
 */

/** An event: somebody followed a link into the private chat. */
export const FOLLOWED = "followed";

/** Whether this page is one of several side by side. */
export const isPane = window !== parent;

/**
 * Let the pane that shows a person's private chat have a link that was followed elsewhere.
 * @param {number} person @param {string} payload of the link
 * @returns {boolean} whether there is such a pane
 */
export function passOn(person, payload) {
  const event = new CustomEvent(FOLLOWED, { cancelable: true, detail: { person, payload } });
  return isPane && !parent.dispatchEvent(event);
}
