/** Wires the player's page: the chat it fills, and the buttons and keys that steer it. */

import { getRecording, getState } from "./api.js";
import { paintAvatar } from "./avatar.js";
import { setText } from "./dom.js";
import { MessageList } from "./messages.js";
import { Player } from "./player.js";

const byId = (id) => document.getElementById(id);
const isStill = matchMedia("(prefers-reduced-motion: reduce)");
const log = byId("log");
const list = new MessageList(byId("messages"));

byId("back").addEventListener("click", goBack);
const wanted = decodeURIComponent(location.hash.slice(1));
const { bot, recordings } = await getState();
const { name } = recordings.find((one) => one.name === wanted) ?? recordings[0];
const recording = await getRecording(name);
for (const { file } of recording.steps.map(({ message }) => message ?? {})) {
  if (file) {
    file.url = `/api/recordings/${name}/${file.url}`;
  }
}
const player = new Player(recording, { show, announce, changed });

document.title = recording.title;
setText(byId("title"), bot.name);
paintAvatar(byId("avatar"), bot.id, bot.name);
byId("play").addEventListener("click", toggle);
byId("step").addEventListener("click", step);
byId("restart").addEventListener("click", () => player.rewind());
byId("speed").addEventListener("change", ({ target }) => player.setSpeed(Number(target.value)));
document.addEventListener("keydown", onKey);
new ResizeObserver(toBottom).observe(byId("messages"));
if (!isStill.matches) {
  player.play();
}
log.dataset.ready = "";

/** To where one was, as whom one was there. @param {MouseEvent} event */
function goBack(event) {
  if (document.referrer.startsWith(location.origin)) {
    event.preventDefault();
    history.back();
  }
}

function toggle() {
  if (player.playing) {
    player.pause();
  } else {
    player.play();
  }
}

function step() {
  player.pause();
  player.step();
}

/** What has the focus keeps the keys that it needs itself. @param {KeyboardEvent} event */
function onKey(event) {
  const act = { " ": toggle, ArrowRight: step }[event.key];
  const taken = event.key === " " ? "button, select, a" : "select";
  if (act && !event.target.closest(taken)) {
    event.preventDefault();
    act();
  }
}

/** @param {import("./api.js").Message[]} messages */
function show(messages) {
  list.show(messages, recording.person);
  toBottom();
}

function toBottom() {
  log.scrollTop = log.scrollHeight;
}

/** What is about to happen, or nothing. @param {import("./player.js").Step | null} next */
function announce(next) {
  const { what, message, id, label } = next ?? {};
  const isMine = message?.from.id === recording.person;
  const types = what === "sends" && !isMine;
  setText(byId("typed"), what === "sends" && isMine ? message.text : "");
  setText(byId("doing"), types ? "typing" : "bot");
  byId("doing").className = types ? "typing" : "";
  for (const key of log.querySelectorAll(".key")) {
    const isPressed = what === "taps" && key.textContent === label && isOn(key, id);
    key.ariaPressed = isPressed ? "true" : null;
  }
}

const isOn = (key, id) => key.closest("[data-message-id]").dataset.messageId === String(id);

/** @param {Player} state */
function changed({ playing, at, rest }) {
  const button = byId("play");
  button.ariaLabel = playing ? "Pause" : "Play";
  button.dataset.playing = String(playing);
  byId("progress").value = at;
  byId("progress").max = recording.steps.length;
  log.dataset.at = String(at);
  log.dataset.rest = String(rest); // for those who make an animation of it
}
