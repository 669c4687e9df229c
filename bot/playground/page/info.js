/**
 * All about the chat on the screen, and what one may do there: who is in and who may come,
 * topics, rights. Only what Telegram would let one do is offered.
 *
 * @typedef {import("./api.js").State} State
 * @typedef {import("./api.js").ChatSummary} ChatSummary
 * @typedef {import("./api.js").Standing} Standing
 */

import { paintAvatar } from "./avatar.js";
import { element, setText } from "./dom.js";
import { Keyed } from "./keyed.js";
import { isBoss, isOwner } from "./roles.js";
import { asSheet } from "./sheet.js";
import { faceOf } from "./sidebar.js";

const ROLES = { creator: "owner", administrator: "administrator", member: "member", restricted: "may only read" };
const LABELS = {
  promote: "Make administrator",
  "promote anonymously": "Make anonymous administrator",
  demote: "Make plain member",
  remove: "Remove from the group",
};
const KINDS = { group: "Group", supergroup: "Supergroup" };

export class ChatInfo {
  /**
   * @param {HTMLDialogElement} dialog
   * @param {{act(act: string, details?: object): void, block(on: boolean): void, poll(): void}} on
   */
  constructor(dialog, on) {
    const part = (name) => dialog.querySelector(`.${name}`);
    Object.assign(this, { on, dialog: asSheet(dialog), part });
    this.members = new Keyed(part("standings"));
    this.others = new Keyed(part("others"));
    this.topics = new Keyed(part("topic-list"));
    dialog.addEventListener("click", ({ target }) => this.press(target.closest("[data-act]")));
    part("new-topic").addEventListener("submit", (event) => this.openTopic(event));
  }

  open() {
    this.dialog.showModal();
  }

  close() {
    this.dialog.close();
  }

  /** @param {HTMLElement | null} button */
  press(button) {
    const { act, whom, topic } = button?.dataset ?? {};
    if (act === "block" || act === "unblock") {
      this.on.block(act === "block");
    } else if (act === "poll") {
      this.dialog.close();
      this.on.poll();
    } else if (act) {
      this.on.act(act, { whom: whom && Number(whom), topic: topic && Number(topic) });
    }
    if (act === "leave") {
      this.dialog.close();
    }
  }

  /** @param {SubmitEvent} event */
  openTopic(event) {
    const field = event.target.querySelector("input");
    event.preventDefault();
    this.on.act("open topic", { name: field.value });
    field.value = "";
  }

  /** @param {State} state @param {ChatSummary} chat @param {number} me */
  show(state, chat, me) {
    const { part } = this;
    const face = faceOf(chat, state.bot);
    setText(part("info-name"), face.name);
    setText(part("info-kind"), kindOf(chat, state.bot));
    setText(part("info-about"), aboutOf(chat, state.bot));
    paintAvatar(part("avatar"), face.id, face.name);
    part("for-group").hidden = !chat.group;
    part("for-private").hidden = Boolean(chat.group);
    this.showActs(chat, me);
    if (chat.group) {
      this.showGroup(state, chat, me);
    }
  }

  showGroup(state, { group, type }, me) {
    const mayAct = isBoss(group, me);
    const away = [...state.people, state.bot].filter(({ id }) => group.standings.every((one) => one.id !== id));
    this.members.show(group.standings, memberNode, (node, standing) => {
      updateMember(node, standing, mayAct ? actsOn(standing, type, me, state.bot.id) : []);
    });
    this.others.show(away, otherNode, updateOther);
    this.topics.show(group.topics, topicNode, (node, topic) => updateTopic(node, topic, mayAct));
    this.part("for-others").hidden = away.length === 0;
    this.part("for-forum").hidden = group.topics.length === 0;
    this.part("new-topic").hidden = !mayAct;
  }

  /** What is done to the chat as a whole. */
  showActs({ type, blocked, group }, me) {
    const acts = [
      group && ["poll", "New poll"],
      type === "group" && isOwner(group, me) && ["upgrade", "Make it a supergroup"],
      group && ["leave", "Leave the group"],
      !group && (blocked ? ["unblock", "Unblock the bot"] : ["block", "Block the bot"]),
    ];
    replaceButtons(this.part("chat-acts"), acts.filter(Boolean));
  }
}

function kindOf({ type, group }, bot) {
  if (!group) {
    return `@${bot.username}`;
  }
  const kind = group.topics.length ? "Forum" : KINDS[type];
  return `${kind}, ${group.standings.length} members`;
}

/** What the bot can hear, or what it says of itself. */
function aboutOf({ group }, bot) {
  if (!group) {
    return bot.short_description || bot.description;
  }
  const standing = group.standings.find(({ id }) => id === bot.id);
  if (!standing) {
    return "The bot is not in this group.";
  }
  return standing.status === "administrator" || group.hears_all
    ? "The bot reads every message here."
    : "The bot reads only commands, replies to it and mentions of it here.";
}

/** @param {Standing} standing @param {string} type of group @param {number} me @param {number} bot */
function actsOn({ id, status, is_anonymous }, type, me, bot) {
  const hides = type === "supergroup" && id !== bot;
  const face = hides && !is_anonymous && ["promote anonymously", status === "member" ? LABELS["promote anonymously"] : "Write as the group"];
  const name = is_anonymous && ["promote", "Write by name"];
  if (status === "creator") {
    return id === me ? [face, name].filter(Boolean) : [];
  }
  const acts = status === "administrator" ? [face, name, ["demote", LABELS.demote]] : [["promote", LABELS.promote], face];
  return [...acts, id !== me && ["remove", LABELS.remove]].filter(Boolean);
}

function memberNode() {
  const summary = element("summary", "", element("span", "avatar"), element("b", "name"), element("span", "role"));
  return element("li", "", element("details", "", summary, element("div", "acts")));
}

function updateMember(node, { id, name, status, is_anonymous }, acts) {
  const [summary, buttons] = node.firstElementChild.children;
  const [avatar, label, role] = summary.children;
  paintAvatar(avatar, id, name);
  avatar.ariaHidden = "true";
  setText(label, name);
  setText(role, is_anonymous ? `anonymous ${ROLES[status]}` : ROLES[status]);
  node.classList.toggle("plain", acts.length === 0);
  summary.tabIndex = acts.length ? 0 : -1;
  if (replaceButtons(buttons, acts, { whom: String(id) })) {
    summary.focus();
  }
}

function otherNode() {
  return element("li", "", element("button", "choose"));
}

function updateOther(node, { id, name }) {
  const button = node.firstElementChild;
  button.type = "button";
  button.dataset.act = "add";
  button.dataset.whom = String(id);
  setText(button, `Add ${name}`);
}

function topicNode() {
  return element("li", "", element("span", "name"), element("div", "acts"));
}

function updateTopic(node, { id, name, is_closed }, mayAct) {
  const [label, buttons] = node.children;
  const act = is_closed ? ["reopen topic", "Reopen"] : ["close topic", "Close"];
  setText(label, is_closed ? `${name} (closed)` : name);
  replaceButtons(buttons, mayAct ? [act] : [], { topic: String(id) });
}

/**
 * @param {HTMLElement} holder @param {[string, string][]} acts with their labels
 * @param {object} [data] for each button
 * @returns {boolean} whether a button that had the focus has gone
 */
function replaceButtons(holder, acts, data = {}) {
  const content = JSON.stringify(acts);
  if (holder.dataset.content === content) {
    return false;
  }
  const hadFocus = holder.contains(document.activeElement);
  holder.dataset.content = content;
  holder.replaceChildren(...acts.map(([act, label]) => actButton(act, label, data)));
  return hadFocus;
}

function actButton(act, label, data) {
  const node = element("button", "act", label);
  node.type = "button";
  Object.assign(node.dataset, { act, ...data });
  return node;
}
