/**
 * Behind the scenes, for the curious: the bot's raw calls, things to break, and the bot's
 * switch. Asks the server only while it is open.
 *
 * @typedef {import("./api.js").Backstage} Shown
 * @typedef {import("./api.js").Call} Call
 */

import * as api from "./api.js";
import { coalesced } from "./coalesced.js";
import { element, setText } from "./dom.js";
import { onEscape } from "./escape.js";
import { Keyed } from "./keyed.js";
import { preciseTimeOf } from "./times.js";

export class Backstage {
  /**
   * @param {HTMLElement} panel @param {HTMLButtonElement} opener
   * @param {() => number} chat the one on the screen
   * @param {(error: unknown) => void} report
   */
  constructor(panel, opener, chat, report) {
    Object.assign(this, { panel, opener, chat, report });
    this.calls = new Keyed(panel.querySelector(".calls"));
    this.faults = panel.querySelector(".faults");
    this.power = panel.querySelector(".power");
    this.refresh = coalesced(() => this.load());
    opener.addEventListener("click", () => this.toggle(panel.hidden));
    panel.querySelector(".close").addEventListener("click", () => this.toggle(false));
    onEscape(panel, () => this.toggle(false));
    this.faults.addEventListener("change", ({ target }) => this.order(target.value));
    this.power.addEventListener("click", () => this.switchBot());
  }

  /** @param {boolean} open */
  toggle(open) {
    this.panel.hidden = !open;
    this.opener.ariaExpanded = String(open);
    (open ? this.panel : this.opener).focus();
    this.refresh();
  }

  async load() {
    if (!this.panel.hidden) {
      await this.attempt(api.getBackstage());
    }
  }

  /** @param {string} fault by name */
  order(fault) {
    return this.change(() => api.orderFault(this.chat(), fault));
  }

  switchBot() {
    if (this.panel.ariaBusy !== "true") {
      this.change(() => api.switchBot(this.power.dataset.on !== "true"));
    }
  }

  /** @param {() => Promise<Shown>} ask */
  async change(ask) {
    this.panel.ariaBusy = "true";
    await this.attempt(ask());
    this.panel.ariaBusy = "false";
  }

  /** @param {Promise<Shown>} answer */
  async attempt(answer) {
    try {
      this.show(await answer);
    } catch (error) {
      this.report(error);
    }
  }

  /** @param {Shown} shown */
  show({ calls, fault, bot }) {
    this.calls.show(calls, callNode, updateCall);
    this.faults.querySelector(`[value="${fault}"]`).checked = true;
    this.power.hidden = bot === null;
    this.power.dataset.on = String(bot?.running);
    setText(this.power, bot?.running ? "Kill the bot" : "Start it again");
  }
}

function callNode() {
  const summary = document.createElement("summary");
  summary.append(element("b", "method"), element("time", "at"), element("span", "outcome"));
  const details = element("details", "call", summary, element("pre", "params"));
  details.querySelector("pre").tabIndex = 0;
  return element("li", "", details);
}

/** @param {HTMLElement} node @param {Call} call */
function updateCall(node, call) {
  const [method, at, outcome] = node.querySelector("summary").children;
  const { words, kind } = outcomeOf(call);
  outcome.dataset.kind = kind;
  setText(method, call.method);
  setText(at, preciseTimeOf(call.at));
  setText(outcome, words);
  setText(node.querySelector("pre"), JSON.stringify(call.params, null, 2));
}

/** What became of a call, and what the bot was told of it. @param {Call} call */
function outcomeOf({ accepted, status, description }) {
  if (accepted && status === 200) {
    return { kind: "fine", words: "done" };
  }
  if (accepted) {
    return { kind: "lost", words: `done, but the bot was told ${status ?? "nothing"}` };
  }
  return { kind: "refused", words: `refused: ${[status ?? "no answer", description].filter(Boolean).join(" ")}` };
}
