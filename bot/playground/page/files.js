/**
 * Photos and files in the chat. An album is one message to those who see it: its pictures
 * lie side by side, and its only caption is the caption of all.
 *
 * @typedef {import("./api.js").Message} Message
 * @typedef {import("./api.js").File} File
 */

import { element } from "./dom.js";
import { sizeOf } from "./sizes.js";

/**
 * Make one message of each album, and give every message its files.
 * @param {Message[]} messages oldest first
 * @returns {(Message & {files: File[], parts: number[]})[]} `parts` are the messages that each stands for
 */
export function gathered(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (message.album && last?.[0].album === message.album) {
      last.push(message);
    } else {
      groups.push([message]);
    }
  }
  return groups.map(merged);
}

/** Of several captions each stays with its file. @param {Message[]} group */
function merged(group) {
  const spoken = group.filter(({ text }) => text);
  const isOne = spoken.length < 2;
  const { text, entities } = isOne ? (spoken[0] ?? group[0]) : { text: "", entities: [] };
  const withFile = group.filter(({ file }) => file);
  const files = withFile.map((message) => ({ ...message.file, caption: isOne ? "" : message.text }));
  return { ...group[0], text, entities, files, parts: group.map(({ id }) => id) };
}

/** @param {Message & {files: File[]}} message @returns {HTMLElement} */
export function filesPart({ kind, files, text }) {
  if (kind !== "photo") {
    return element("div", "files", ...files.map(fileNode));
  }
  const node = element("div", "photos", ...files.map((file) => photoNode(file, file.caption || text)));
  node.dataset.count = String(files.length);
  return node;
}

/** A photo keeps its place before it has come. @param {File} file @param {string} caption */
function photoNode({ url, width, height }, caption) {
  const image = new Image(width, height);
  image.src = url;
  image.alt = caption ? `Photo: ${caption}` : "Photo";
  image.decoding = "async";
  const node = element("button", "photo", image);
  node.type = "button";
  node.dataset.photo = url;
  node.dataset.caption = caption;
  return node;
}

/** @param {File} file */
function fileNode({ url, name, size, caption }) {
  const ending = name.includes(".") ? name.split(".").at(-1).slice(0, 4) : "file";
  const badge = element("span", "ending", ending);
  badge.ariaHidden = "true";
  const link = element("a", "file", badge, element("b", "name", name), element("span", "size", sizeOf(size)));
  link.href = url;
  link.download = name;
  return caption ? element("div", "", link, element("p", "caption", caption)) : link;
}
