/** Round pictures made of initials; a name always has the same colour. */

const HUES = 6;

/** @param {Element} node @param {string} name */
export function paintAvatar(node, name) {
  node.textContent = initials(name);
  node.dataset.hue = String([...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % HUES);
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");
}
