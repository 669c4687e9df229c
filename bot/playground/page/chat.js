/** Wires the page together: who is talking, in which chat, and what the server says of it. */

import { MessageMenu } from "./actions.js";
import * as api from "./api.js";
import { Attach } from "./attach.js";
import { Backstage } from "./backstage.js";
import { isPane } from "./beside.js";
import { coalesced } from "./coalesced.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { Deeds } from "./deeds.js";
import { GroupForm } from "./groupform.js";
import { showHead, showWelcome } from "./head.js";
import { ChatInfo } from "./info.js";
import { Intent } from "./intent.js";
import { Invitations } from "./invitations.js";
import { Lightbox } from "./lightbox.js";
import { MessageList } from "./messages.js";
import { NewcomerForm } from "./newcomer.js";
import { PinnedBar } from "./pinned.js";
import { addressIn, addressOf, chatsOf, correct, topicIn, wanted } from "./place.js";
import { PollForm } from "./pollform.js";
import { Programme } from "./programme.js";
import { Sending } from "./sending.js";
import { Sidebar } from "./sidebar.js";
import { splitAddress, splitOf } from "./splitaddress.js";
import { StartBar } from "./startbar.js";
import { Status } from "./status.js";
import { Taps } from "./taps.js";
import { TopicBar } from "./topics.js";
import { trouble } from "./trouble.js";
import { tellOfTyping } from "./typist.js";
import { walkMessages } from "./walk.js";

/** @typedef {import("./place.js").Place} Place */

const FIRST_PERSON = "Ada";
const SECOND_PERSON = "Grace";
const TYPING_MS = 5000;

const byId = (id) => document.getElementById(id);
const log = byId("log");
const here = () => place;
const list = new MessageList(byId("messages"));
const composer = new Composer(byId("composer"), byId("menu"), {
  write: (text) => sending.write(text),
  command: (text) => sending.command(text),
});
const intent = new Intent(byId("intent"), composer);
const sidebar = new Sidebar(byId("people"), byId("chats"), byId("joinable"), (chat) => act("join", {}, chat));
const topics = new TopicBar(byId("topics"));
const pinned = new PinnedBar(byId("pinned"), (id) => list.reveal(id));
const conversation = new Conversation(log, byId("welcome"), byId("pill"), list, pinned);
const status = new Status(byId("bot-status"), byId("asleep"));
const { attempt, report, retryLater } = trouble(status, () => refresh());
const backstage = new Backstage(byId("backstage"), byId("curious"), () => place.chat, report);
const refresh = coalesced(load);
const sending = new Sending(composer, intent, here, { sent: refresh, report });
const link = (/** @type {string} */ url) => invitations.follow(url, known, place.person);
const deeds = new Deeds(log, list, intent, new Taps(here, { link, report }), here, () => openChat().group, {
  command: (text) => sending.command(text),
  link,
  report,
});
const info = new ChatInfo(byId("info"), {
  act,
  block,
  poll: () => pollForm.open(),
});
const groupForm = new GroupForm(byId("group-form"), async (group) => {
  const made = await attempt(api.createGroup(place.person, group));
  go(made?.chat_id);
  if (isWide.matches) {
    composer.focus(); // where nothing covers the screen then
  }
});
const invitations = new Invitations(new StartBar(byId("start-bar"), byId("composer")), byId("group-choice"), {
  start(command) {
    sending.command(command);
    composer.focus();
  },
  startIn: (chat, payload) => act("start", { payload }, chat),
  unblock: () => block(false),
  visit(chat) {
    go(chat);
    refresh();
  },
});
const pollForm = new PollForm(byId("poll-form"), (poll) => {
  attempt(api.sendPoll(place.chat, place.person, { ...poll, topic: place.topic }));
});
/** Wide enough for the list of chats beside the chat; as in `side.css`. */
const isWide = matchMedia("(min-width: 45rem)");

/** What is on the screen, once known. @type {Place | null} */
let place = null;
/** @type {api.State | null} */
let known = null;
let typingTimer = 0;

new MessageMenu(byId("message-menu"), log, deeds);
new Lightbox(byId("lightbox"), log);
new Attach(byId("attach"), byId("attached"), byId("file-form"), {
  place: here,
  send: (...file) => attempt(api.sendFile(...file)),
  closed: () => composer.focus(),
});
walkMessages(log, byId("draft"));
tellOfTyping(byId("draft"), () => openChat()?.group && attempt(api.tellTyping(place.chat, place.person)));
new NewcomerForm(byId("newcomer"), byId("add"), addPerson);
const programmes = [byId("programme"), byId("again")].map((root) => new Programme(root, beginScene));
byId("about").addEventListener("click", () => info.open());
byId("new-group").addEventListener("click", () => {
  groupForm.open(known.people.filter(({ id }) => id !== place.person), known.bot);
});
byId("split").addEventListener("click", split);
byId("app").classList.toggle("pane", isPane);
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
  known = state;
  moveTo(findPlace(state));
  const chat = openChat();
  showWelcome(state);
  for (const programme of programmes) {
    programme.show(state);
  }
  showHead(state, chat, place);
  showField(state, chat);
  sidebar.show(state, place);
  topics.show(chat, place);
  info.show(state, chat, place.person);
  await conversation.show(place, chat);
  showStatus(state, chat);
  if (isSeen()) {
    await conversation.markRead(place, chat);
  }
}

/** Where the address points, or else the first person's newest chat. @param {api.State} state */
function findPlace(state) {
  const { person, chat, topic } = wanted();
  const me = state.people.find(({ id }) => id === person) ?? state.people[0];
  const chats = chatsOf(state, me.id);
  const open = chats.find(({ id }) => id === chat) ?? chats[0];
  const onlyList = me.id === person && chat === undefined && !isWide.matches;
  const found = { person: me.id, chat: open.id, topic: topicIn(open, topic) };
  turnTo(onlyList ? "list" : "chat");
  if (!onlyList) {
    correct(addressIn(found));
  }
  return found;
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
  if (place && addressIn(next) === addressIn(place)) {
    return;
  }
  sending.turn(place, next);
  place = next;
  conversation.clear();
}

/** The chat on the screen, as the list has it. */
const openChat = () => known?.chats.find(({ id }) => id === place?.chat);

/** Go to a chat of whoever one is. @param {number} [chat] none: stay */
function go(chat) {
  if (chat !== undefined && chat !== place.chat) {
    location.hash = addressOf(place.person, chat);
  }
}

/** Whether somebody looks at the chat, not only at the list or at another window. */
function isSeen() {
  const shown = isWide.matches || byId("app").dataset.screen === "chat";
  return shown && document.visibilityState === "visible";
}

/** @param {api.State} state @param {api.ChatSummary} chat */
function showField({ bot, people }, chat) {
  const me = people.find(({ id }) => id === place.person);
  composer.setAuthor(people.length > 1 ? me.name : "");
  composer.setCommands(chat.group ? bot.group_commands : bot.commands);
  sending.suffix = chat.group ? `@${bot.username}` : "";
  invitations.show(chat, place.person);
}

/** @param {api.State} state @param {api.ChatSummary} chat */
function showStatus({ bot }, { group, awaited, typing }) {
  const others = typing.filter(({ id }) => id !== place.person);
  const members = group ? group.standings.length : 0;
  status.show({ connected: true, online: bot.online, awaited, members, typing: others });
  clearTimeout(typingTimer);
  if (known.chats.some((chat) => chat.typing.length > 0)) {
    typingTimer = setTimeout(refresh, TYPING_MS);
  }
}

/** @param {string} name */
async function addPerson(name) {
  const person = await attempt(api.createPerson(name));
  if (person) {
    location.hash = addressOf(person.id, person.chat_id);
  }
}

/** Whoever is alone gets company. */
async function split() {
  if (known.people.length === 1) {
    await attempt(api.createPerson(SECOND_PERSON));
  }
  const { people } = await api.getState();
  location.href = splitAddress(place, people);
}

/** @param {string} scene */
async function beginScene(scene) {
  info.close();
  log.focus({ preventScroll: true });
  const begun = await attempt(api.beginScene(scene, place.person));
  if (begun?.places.length > 1 && isWide.matches && !isPane) {
    location.href = splitOf(begun.places);
  } else if (begun) {
    location.hash = addressIn(begun.places[0]);
  }
}

/** Do something in a group; upgraded, it is another chat. @param {string} what @param {object} details */
async function act(what, details, chat = place.chat) {
  const done = await attempt(api.actInGroup(chat, place.person, what, details));
  if (what !== "leave") {
    go(done?.chat_id);
  }
}

/** @param {boolean} on */
function block(on) {
  attempt(api.block(place.person, on));
}
