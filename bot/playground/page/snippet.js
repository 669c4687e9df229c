/** A message as one line of text. */

const LENGTH = 80;

/** @param {import("./api.js").Message} message */
export function snippet({ text, kind, file }) {
  const line = text.replace(/\s+/g, " ").trim() || nameOf(kind, file);
  const characters = [...line];
  return characters.length > LENGTH ? `${characters.slice(0, LENGTH).join("")}…` : line;
}

/** What has no words is called by its name, or by what it is. */
function nameOf(kind, file) {
  return kind === "document" ? file.name : `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}
