/** The two things everything that draws needs. */

/** @param {string} tag @param {string} className @param {...(string | Node)} children */
export function element(tag, className, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children);
  return node;
}

/** Touch the text only if it differs, or a screen reader reads it again.
 * @param {Element} node @param {string} text */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
