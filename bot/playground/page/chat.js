/** Wires the page together: who is talking, in which chat, and what the server says of it. */

import { MessageMenu } from "./actions.js";
import * as api from "./api.js";
import { Attach } from "./attach.js";
import { paintAvatar } from "./avatar.js";
import { Backstage } from "./backstage.js";
import { coalesced } from "./coalesced.js";
import { Composer } from "./composer.js";
import { setText } from "./dom.js";
import { Intent } from "./intent.js";
import { Lightbox } from "./lightbox.js";
import { MessageList } from "./messages.js";
import { NewcomerForm } from "./newcomer.js";
import { showToast } from "./notices.js";
import { Outbox } from "./outbox.js";
import { addressOf, chatsOf, correct, wanted } from "./place.js";
import { keepToBottom } from "./scroll.js";
import { faceOf, showCount, Sidebar, unreadBy } from "./sidebar.js";
import { Status } from "./status.js";
import { Taps } from "./taps.js";
import { walkMessages } from "./walk.js";

/** @typedef {import("./place.js").Place} Place */

const FIRST_PERSON = "Ada";
const RETRY_MS = 2000;

const byId = (id) => document.getElementById(id);
const log = byId("log");
const list = new MessageList(byId("messages"));
const scroll = keepToBottom(log, byId("messages"), byId("pill"));
const composer = new Composer(byId("composer"), byId("menu"), { write: sendWritten, command: send });
const intent = new Intent(byId("intent"), composer);
const sidebar = new Sidebar(byId("people"), byId("chats"));
const status = new Status(byId("bot-status"), byId("asleep"));
const backstage = new Backstage(byId("backstage"), byId("curious"), () => place.chat, report);
const taps = new Taps(() => place, report);
const outbox = new Outbox(post, giveBack);
const refresh = coalesced(load);
/** Wide enough for the list of chats beside the chat; as in `side.css`. */
const isWide = matchMedia("(min-width: 56.25rem)");

/** What is on the screen, once known. @type {Place | null} */
let place = null;
/** Of the chat on the screen; none yet below zero. */
let version = -1;
/** What was typed elsewhere, by address. @type {Map<string, string>} */
const drafts = new Map();
let retryTimer = 0;

new MessageMenu(byId("message-menu"), log, act);
new Lightbox(byId("lightbox"), log);
new Attach(byId("attach"), byId("attached"), byId("stage"), sendFile);
walkMessages(log, byId("draft"));
new NewcomerForm(byId("newcomer"), byId("add"), addPerson);
byId("start").addEventListener("click", () => {
  log.focus({ preventScroll: true });
  send("/start");
});
log.addEventListener("click", onLogClick);
window.addEventListener("hashchange", refresh);
document.addEventListener("visibilitychange", refresh);
isWide.addEventListener("change", refresh);
api.follow({
  open() {
    status.show({ connected: true });
    refresh();
  },
  lost() {
    status.show({ connected: false });
  },
  changed() {
    refresh();
    backstage.refresh();
  },
  called: backstage.refresh,
});

async function load() {
  try {
    const state = await api.getState();
    if (state.people.length === 0) {
      await api.createPerson(FIRST_PERSON);
      await load();
      return;
    }
    await show(state);
  } catch {
    retryLater();
  }
}

/** @param {api.State} state */
async function show(state) {
  moveTo(findPlace(state));
  const chat = state.chats.find(({ id }) => id === place.chat);
  showBot(state.bot);
  setText(byId("start"), state.newcomer ? `Start as ${state.newcomer}` : "Start");
  showHead(state, chat);
  sidebar.show(state, place);
  if (chat.version !== version) {
    await loadChat();
  }
  status.show({ connected: true, online: state.bot.online, awaited: chat.awaited, doing: chat.doing });
  if (chat.unread[place.person] && isSeen()) {
    await api.markRead(place.chat, place.person, chat.last.id);
  }
}

/** Where the address points, or else the first person's newest chat. @param {api.State} state */
function findPlace(state) {
  const { person, chat } = wanted();
  const me = state.people.find(({ id }) => id === person) ?? state.people[0];
  const chats = chatsOf(state, me.id);
  const open = chats.find(({ id }) => id === chat) ?? chats[0];
  const onlyList = me.id === person && chat === undefined && !isWide.matches;
  turnTo(onlyList ? "list" : "chat");
  if (!onlyList) {
    correct(addressOf(me.id, open.id));
  }
  return { person: me.id, chat: open.id };
}

/**
 * What a phone shows of the two. The focus goes along: what had it is out of sight.
 * @param {"list" | "chat"} screen
 */
function turnTo(screen) {
  const { dataset } = byId("app");
  const turns = dataset.screen !== screen;
  dataset.screen = screen;
  if (turns) {
    (screen === "chat" ? log : byId("add")).focus({ preventScroll: true });
  }
}

/** @param {Place} next */
function moveTo(next) {
  if (place && next.person === place.person && next.chat === place.chat) {
    return;
  }
  const early = place ? "" : composer.text; // typed while the page was loading
  if (place) {
    intent.cancel();
    drafts.set(addressOf(place.person, place.chat), composer.text);
  }
  place = next;
  composer.write(drafts.get(addressOf(next.person, next.chat)) ?? early);
  startAfresh();
}

function startAfresh() {
  list.clear();
  log.ariaBusy = "true"; // nobody wants a whole chat read out
  version = -1;
}

/** Whether somebody looks at the chat, not only at the list or at another window. */
function isSeen() {
  const shown = isWide.matches || byId("app").dataset.screen === "chat";
  return shown && document.visibilityState === "visible";
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
  document.title = bot.name;
  setText(byId("welcome-name"), bot.name);
  setText(byId("welcome-text"), bot.description);
  paintAvatar(byId("welcome-avatar"), bot.id, bot.name);
  composer.setCommands(bot.commands);
}

/** @param {api.State} state @param {api.ChatSummary} chat */
function showHead(state, chat) {
  const face = faceOf(chat, state.bot);
  const elsewhere = unreadBy(state, place.person) - chat.unread[place.person];
  const me = state.people.find(({ id }) => id === place.person);
  setText(byId("chat-title"), face.name);
  paintAvatar(byId("avatar"), face.id, face.name);
  byId("back").href = addressOf(place.person);
  showCount(byId("elsewhere"), elsewhere);
  composer.setAuthor(state.people.length > 1 ? me.name : "");
}

/** @param {string} name */
async function addPerson(name) {
  try {
    const person = await api.createPerson(name);
    location.hash = addressOf(person.id, person.chat_id);
  } catch (error) {
    report(error);
  }
}

/** @param {MouseEvent} event */
function onLogClick(event) {
  const button = /** @type {Element} */ (event.target).closest("button");
  const { data, command, replyTo } = button?.dataset ?? {};
  if (data !== undefined) {
    taps.press(button, event.detail > 1);
  } else if (command) {
    send(command);
  } else if (replyTo) {
    list.reveal(replyTo);
  }
}

/** @param {string} action @param {number} id of the message */
function act(action, id) {
  const message = list.messages.get(id);
  const actions = {
    reply: () => intent.reply(message, message.from.id === place.person ? "yourself" : message.from.name),
    copy: () => navigator.clipboard.writeText(message.text).catch(report),
    edit: () => intent.edit(message),
    delete: () => deleteForBoth(id),
  };
  actions[action]();
}

/** @param {number} message */
function deleteForBoth(message) {
  log.focus({ preventScroll: true }); // the message takes its own focus with it
  api.deleteMessage(place.chat, message, place.person).catch(report);
}

/** @param {string} text */
function send(text) {
  outbox.add({ ...place, text });
}

/** @param {File} file */
async function sendFile(file) {
  try {
    await api.sendFile(place.chat, place.person, file);
    refresh();
  } catch (error) {
    report(error);
  }
}

/** @param {string} text as the field had it: a message, a reply or an edit */
function sendWritten(text) {
  outbox.add({ ...place, text, ...intent.take() });
}

/** @param {Place & {text: string} & import("./intent.js").Meaning} item */
async function post({ chat, person, text, edits, replyTo }) {
  if (edits) {
    await api.editText(chat, edits, person, text);
  } else {
    await api.sendText(chat, person, text, replyTo);
  }
  refresh();
}

/** What could not be sent is a draft again, in the chat it was written in. */
function giveBack(unsent, error) {
  for (const { person, chat, text } of unsent.reverse()) {
    if (person === place.person && chat === place.chat) {
      composer.restore(text);
    } else {
      const address = addressOf(person, chat);
      drafts.set(address, [text, drafts.get(address)].filter(Boolean).join("\n"));
    }
  }
  report(error);
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
  status.show({ connected: false });
  clearTimeout(retryTimer);
  retryTimer = setTimeout(refresh, RETRY_MS);
}
