/**
 * The simulator's JSON API and its event stream; nothing else in the page does network.
 *
 * @typedef {{command: string, description: string}} Command
 * @typedef {{id: number, name: string, username: string, description: string,
 *   short_description: string, commands: Command[], group_commands: Command[],
 *   online: boolean}} Bot
 * @typedef {{id: number, name: string}} Person
 * @typedef {{id: number, name: string, status: string, is_anonymous: boolean}} Standing
 * @typedef {{id: number, name: string, is_closed: boolean,
 *   unread: Record<number, number>}} Topic
 * @typedef {{upgraded_to: number | null, hears_all: boolean, standings: Standing[],
 *   topics: Topic[]}} Group
 * @typedef {{id: number, type: string, title: string, version: number, members: number[],
 *   last: Message | null, unread: Record<number, number>, awaited: boolean, blocked: boolean,
 *   typing: (Person & {action: string})[], group: Group | null}} ChatSummary
 * @typedef {{name: string, title: string, about: string}} Scene
 * @typedef {{bot: Bot, scenes: Scene[], recordings: {name: string, title: string}[],
 *   people: Person[], chats: ChatSummary[]}} State
 * @typedef {{type: string, offset: number, length: number, url?: string,
 *   language?: string}} Entity
 * @typedef {{label: string, data: string | null, url: string | null}} Key
 * @typedef {{url: string, name: string, size: number, width: number | null,
 *   height: number | null}} File
 * @typedef {{question: string, options: string[], votes: Record<number, number[]>,
 *   voters: Record<number, string>,
 *   correct: number[], explanation: string, is_anonymous: boolean, is_closed: boolean,
 *   allows_several: boolean, allows_revoting: boolean}} Poll
 * @typedef {{id: number, from: {id: number, name: string, is_bot: boolean}, writer: number,
 *   topic: number, date: number, poll: Poll | null, reactions: {emoji: string, by: number}[],
 *   edit_date: number | null, text: string, entities: Entity[], keyboard: Key[][] | null,
 *   kind: string, file: File | null, album: string | null, reply_to: number | null, quote?: string,
 *   pinned: boolean}} Message
 * @typedef {{id: number, title: string, type: string, version: number, pinned: number[],
 *   messages: Message[]}} Chat
 * @typedef {{text: string, alert: boolean, url: string}} Toast
 * @typedef {{id: number, method: string, at: number, accepted: boolean,
 *   status: number | null, description: string, params: object}} Call
 * @typedef {{calls: Call[], fault: string, bot: {running: boolean} | null}} Backstage
 */

const RECONNECT_MS = 2000;

/** The server answered, and the answer was no. */
export class RefusedError extends Error {
  /** @param {number} status of HTTP @param {string} reason in the server's words */
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

/** @returns {Promise<State>} */
export const getState = () => request("/api/state");

/** @param {string} name @returns {Promise<{id: number, name: string, chat_id: number}>} */
export const createPerson = (name) => post("/api/people", { name });

/**
 * @param {string} scene by name @param {number} person
 * @returns {Promise<{places: import("./place.js").Place[]}>} what is to be seen then; several: side by side
 */
export const beginScene = (scene, person) => post("/api/scenes", { scene, person });

/** @param {string} name @returns {Promise<import("./player.js").Recording>} */
export const getRecording = (name) => request(`/api/recordings/${encodeURIComponent(name)}`);

/** @param {number} chat @returns {Promise<Chat>} */
export const getChat = (chat) => request(`/api/chats/${chat}`);

/**
 * @param {number} chat @param {number} person @param {number} message the newest one seen
 * @param {number} [topic]
 */
export const markRead = (chat, person, message, topic) =>
  post(`/api/chats/${chat}/read`, { person, up_to: message, topic });

/**
 * @param {number} chat @param {number} person @param {string} text
 * @param {{reply_to?: number, quote?: string, topic?: number}} [where]
 */
export const sendText = (chat, person, text, where) =>
  post(`/api/chats/${chat}/messages`, { person, text, ...where });

/** @param {number} chat @param {number} person */
export const tellTyping = (chat, person) => post(`/api/chats/${chat}/typing`, { person });

/** @param {number} person @param {boolean} on */
export const block = (person, on) => post(`/api/chats/${person}/block`, { person, on });

/** @param {number} person who makes and owns it @param {object} group @returns {Promise<{chat_id: number}>} */
export const createGroup = (person, group) => post("/api/groups", { person, ...group });

/**
 * @param {number} chat @param {number} person @param {string} act as in `grouppage.py`
 * @param {object} [details]
 * @returns {Promise<{chat_id: number}>} where the group is now
 */
export const actInGroup = (chat, person, act, details) =>
  post(`/api/chats/${chat}/act`, { person, act, ...details });

/** @param {number} chat @param {number} person @param {object} poll */
export const sendPoll = (chat, person, poll) => post(`/api/chats/${chat}/polls`, { person, ...poll });

/** @param {number} chat @param {number} message @param {number} person @param {string[]} options */
export const vote = (chat, message, person, options) =>
  post(`/api/chats/${chat}/messages/${message}/vote`, { person, options });

/** @param {number} chat @param {number} message @param {number} person @param {string} emoji */
export const react = (chat, message, person, emoji) =>
  post(`/api/chats/${chat}/messages/${message}/react`, { person, emoji });

/** @param {number} chat @param {number} message @param {number} person @param {boolean} on */
export const pin = (chat, message, person, on) =>
  post(`/api/chats/${chat}/messages/${message}/pin`, { person, on });

/** @param {number} chat @param {number} message @param {number} person */
export const closePoll = (chat, message, person) =>
  post(`/api/chats/${chat}/messages/${message}/close`, { person });

/** @param {import("./place.js").Place} place @param {globalThis.File} file @param {string} caption */
export async function sendFile({ chat, person, topic }, file, caption) {
  const data = (await asDataUrl(file)).split(",")[1] ?? "";
  return post(`/api/chats/${chat}/files`, { person, topic, name: file.name, caption, data });
}

/** @param {number} chat @param {number} message @param {number} person @param {string} text */
export const editText = (chat, message, person, text) =>
  post(`/api/chats/${chat}/messages/${message}/edit`, { person, text });

/** @param {number} chat @param {number} message @param {number} person */
export const deleteMessage = (chat, message, person) =>
  post(`/api/chats/${chat}/messages/${message}/delete`, { person });

/**
 * Press an inline button; settles when the bot has answered the tap.
 * @param {number} chat @param {number} message @param {number} person @param {string} data
 * @returns {Promise<{toast: Toast}>} one without words or url says nothing
 */
export const tap = (chat, message, person, data) =>
  post(`/api/chats/${chat}/messages/${message}/tap`, { person, data });

/** @returns {Promise<Backstage>} */
export const getBackstage = () => request("/api/backstage");

/** @param {number} chat @param {string} fault by name; "works" for none */
export const orderFault = (chat, fault) => post("/api/backstage/fault", { chat, fault });

/** @param {boolean} on @returns {Promise<Backstage>} */
export const switchBot = (on) => post("/api/backstage/bot", { on });

/**
 * Follow the simulator's changes for as long as the page lives.
 * EventSource reconnects by itself, except after an HTTP error: then we do.
 * @param {{open(): void, lost(): void, changed(): void, called(): void}} on
 */
export function follow(on) {
  const stream = news();
  stream.addEventListener("open", () => on.open());
  stream.addEventListener("state", () => on.changed());
  stream.addEventListener("calls", () => on.called());
  stream.addEventListener("chat", () => on.changed());
  stream.addEventListener("error", () => {
    on.lost();
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(follow, RECONNECT_MS, on);
    }
  });
  if (stream.readyState === EventSource.OPEN) {
    on.open();
  }
}

/** A stream of news of its own. */
export const listen = () => new EventSource("/api/events");

/** Panes side by side have one stream together: a browser opens no more than six connections. */
function news() {
  const shared = parent.news;
  return shared && shared.readyState !== EventSource.CLOSED ? shared : listen();
}

/** @param {Blob} file @returns {Promise<string>} its bytes in base64, after a comma */
function asDataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(/** @type {string} */ (reader.result)));
    reader.addEventListener("error", () => reject(new RefusedError(0, `${file.name} cannot be read`)));
    reader.readAsDataURL(file);
  });
}

/** @param {string} path @param {object} body */
function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return request(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** @param {string} path @param {RequestInit} [options] */
async function request(path, options) {
  const response = await fetch(path, { cache: "no-store", ...options });
  if (!response.ok) {
    const { error = response.statusText } = await response.json().catch(() => ({}));
    throw new RefusedError(response.status, error);
  }
  return response.json();
}
