/** A message as one line of text. */

const LENGTH = 80;

/** @param {import("./api.js").Message} message */
export function snippet({ text, kind }) {
  const line = text.replace(/\s+/g, " ").trim() || kind;
  const characters = [...line];
  return characters.length > LENGTH ? `${characters.slice(0, LENGTH).join("")}…` : line;
}
