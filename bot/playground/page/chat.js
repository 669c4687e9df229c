/** Wires the page together: who is talking, in which chat, and what the server says of it. */

import * as api from "./api.js";
import { coalesced } from "./coalesced.js";
import { Composer } from "./composer.js";
import { press } from "./keyboard.js";
import { MessageList } from "./messages.js";
import { showAlert, showConnection, showToast } from "./notices.js";
import { keepToBottom } from "./scroll.js";

const FIRST_PERSON = "Ada";
const PERSON_KEY = "person";
const RETRY_MS = 2000;

const byId = (id) => document.getElementById(id);
const log = byId("log");
const list = new MessageList(byId("messages"));
const scroll = keepToBottom(log, byId("messages"), byId("pill"));
const composer = new Composer(byId("composer"), byId("menu"), send);
const refreshChat = coalesced(loadChat);
const refresh = coalesced(loadEverything);

/** Where this window talks, once known. @type {{person: number, chat: number} | null} */
let place = null;
/** Of the chat on the screen; none yet below zero. */
let version = -1;
let botOnline = false;
let streaming = false;
/** What is to be sent, in order; the first may be on its way. @type {string[]} */
let outbox = [];
let sending = false;
/** What the key stood for at the first click of a double click. @type {string | null} */
let firstPressed = null;
let retryTimer = 0;

byId("start").addEventListener("click", () => {
  log.focus({ preventScroll: true });
  send("/start");
});
log.addEventListener("click", onLogClick);
api.follow({
  open() {
    streaming = true;
    refresh();
  },
  lost() {
    streaming = false;
    showStatus();
  },
  state: refresh,
  chat(change) {
    if (change.id === place?.chat && change.version !== version) {
      refreshChat().catch(report);
    }
  },
});

async function loadEverything() {
  try {
    const state = await api.getState();
    showBot(state.bot);
    moveTo(await findPlace(state));
    await refreshChat();
    showStatus();
  } catch {
    retryLater();
  }
}

/** The person this window plays, made up on the very first visit. @param {api.State} state */
async function findPlace({ people, chats }) {
  const remembered = Number(sessionStorage.getItem(PERSON_KEY));
  const person = people.find(({ id }) => id === remembered) ?? people[0];
  const chat = chats.find(({ type, members }) => type === "private" && members.includes(person?.id));
  if (chat) {
    return { person: person.id, chat: chat.id };
  }
  const created = await api.createPerson(FIRST_PERSON);
  return { person: created.id, chat: created.chat_id };
}

/** @param {{person: number, chat: number}} next */
function moveTo(next) {
  if (next.chat !== place?.chat) {
    startAfresh();
  }
  place = next;
  sessionStorage.setItem(PERSON_KEY, String(place.person));
}

function startAfresh() {
  list.clear();
  version = -1;
}

async function loadChat() {
  const chat = await api.getChat(place.chat);
  if (chat.version < version) {
    startAfresh(); // the simulator has restarted and counts anew
  }
  const first = version < 0;
  version = chat.version;
  byId("welcome").hidden = chat.messages.length > 0;
  const fresh = list.show(chat.messages, place.person);
  follow(fresh, first);
}

/** @param {api.Message[]} fresh @param {boolean} first whether the whole chat is new here */
function follow(fresh, first) {
  if (first || fresh.some(({ from }) => from.id === place.person)) {
    scroll.toBottom();
  } else if (fresh.length > 0) {
    scroll.announce();
  }
  log.ariaBusy = "false";
}

/** @param {api.Bot} bot */
function showBot(bot) {
  botOnline = bot.online;
  document.title = bot.name;
  byId("bot-name").textContent = bot.name;
  byId("welcome-name").textContent = bot.name;
  byId("welcome-text").textContent = bot.description;
  byId("avatar").textContent = initials(bot.name);
  byId("welcome-avatar").textContent = initials(bot.name);
  composer.setCommands(bot.commands);
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");
}

function showStatus() {
  byId("bot-status").textContent = streaming && botOnline ? "bot" : "connecting…";
  showConnection(streaming);
}

/** @param {MouseEvent} event */
function onLogClick(event) {
  const button = /** @type {Element} */ (event.target).closest("button");
  const { data, command, replyTo } = button?.dataset ?? {};
  if (data !== undefined) {
    pressKey(button, event.detail > 1);
  } else if (command) {
    send(command);
  } else if (replyTo) {
    list.reveal(replyTo);
  }
}

/**
 * The second half of a double click is meant for the key that was there before, never for
 * the one that has taken its place since.
 * @param {HTMLButtonElement} button @param {boolean} again whether a click came just before
 */
function pressKey(button, again) {
  if (again && button.dataset.data !== firstPressed) {
    return;
  }
  firstPressed = button.dataset.data;
  const message = Number(button.closest("[data-message-id]").dataset.messageId);
  press(button, (data) => tap(message, data));
}

/** @param {number} message @param {string} data */
async function tap(message, data) {
  try {
    const { toast } = await api.tap(place.chat, message, place.person, data);
    if (toast?.text) {
      (toast.alert ? showAlert : showToast)(toast.text);
    }
  } catch (error) {
    report(error);
  }
}

/** @param {string} text */
function send(text) {
  outbox.push(text);
  if (!sending) {
    sending = true;
    empty().finally(() => {
      sending = false;
    });
  }
}

/** Post what waits, in order; at the first failure all of it becomes a draft again. */
async function empty() {
  try {
    while (outbox.length > 0) {
      await api.sendText(place.chat, place.person, outbox[0]);
      outbox.shift();
    }
    await refreshChat();
  } catch (error) {
    composer.restore(outbox.join("\n"));
    outbox = [];
    report(error);
  }
}

/** @param {unknown} error */
function report(error) {
  if (error instanceof api.RefusedError) {
    showToast(error.message);
  } else {
    retryLater();
  }
}

function retryLater() {
  showConnection(false);
  clearTimeout(retryTimer);
  retryTimer = setTimeout(refresh, RETRY_MS);
}
