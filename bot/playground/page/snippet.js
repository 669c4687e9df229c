/** A message as one line of text. */

const LENGTH = 80;

/** What apps show of a text: not what a link has carried into the private chat. @param {{text: string}} message */
export const wordsOf = ({ text }) => text.replace(/^\/start [\w-]+$/, "/start");

/** @param {import("./api.js").Message} message */
export function snippet(message) {
  const { kind, file } = message;
  const line = wordsOf(message).replace(/\s+/g, " ").trim() || nameOf(kind, file);
  const characters = [...line];
  return characters.length > LENGTH ? `${characters.slice(0, LENGTH).join("")}…` : line;
}

/** What has no words is called by its name, or by what it is. */
function nameOf(kind, file) {
  return kind === "document" ? file.name : `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}
