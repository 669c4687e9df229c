/**
 * A poll or quiz in its bubble: options to choose from, or what came of them once one has
 * voted or it is over.
 *
 * @typedef {import("./api.js").Poll} Poll
 */

import { element } from "./dom.js";

/** @param {Poll} poll @param {number} me */
export function pollPart(poll, me) {
  const mine = poll.votes[me] ?? [];
  const isOver = poll.is_closed || mine.length > 0;
  const parts = [element("p", "poll-kind", kindOf(poll)), isOver ? results(poll, mine) : choices(poll)];
  if (isOver && poll.explanation) {
    parts.push(element("p", "explanation", poll.explanation));
  }
  return element("div", "poll", ...parts, foot(poll, mine));
}

/** What is ticked in a poll with several answers. @param {HTMLFormElement} form */
export const checkedIn = (form) => [...form.querySelectorAll("input:checked")].map(({ value }) => value);

function kindOf({ is_closed, is_anonymous, correct }) {
  if (is_closed) {
    return "Final results";
  }
  return [is_anonymous && "Anonymous", correct.length ? "quiz" : "poll"].filter(Boolean).join(" ");
}

function choices({ options, allows_several }) {
  if (!allows_several) {
    return element("div", "choices", ...options.map(choice));
  }
  const submit = element("button", "submit", "Vote");
  submit.type = "submit";
  return element("form", "choices", ...options.map(tick), submit);
}

function choice(option) {
  const node = element("button", "choice", option);
  node.type = "button";
  node.dataset.vote = option;
  return node;
}

function tick(option) {
  const box = element("input", "");
  box.type = "checkbox";
  box.value = option;
  return element("label", "choice", box, option);
}

function results(poll, mine) {
  const rows = poll.options.map((option, place) => result(poll, option, place, mine));
  const list = element("ul", "results", ...rows);
  list.role = "list";
  return list;
}

function result({ votes, voters, correct }, option, place, mine) {
  const everyone = Object.keys(votes);
  const chose = everyone.filter((id) => votes[id].includes(place));
  const share = everyone.length ? Math.round((100 * chose.length) / everyone.length) : 0;
  const bar = element("span", "share");
  bar.style.inlineSize = `${share}%`;
  bar.ariaHidden = "true";
  const node = element("li", "result", element("b", "", `${share}%`), element("span", "", option + mark(correct, place, mine)), bar);
  node.dataset.right = correct.length ? String(correct.includes(place)) : "";
  const names = chose.map((id) => voters[id]).filter(Boolean);
  if (names.length) {
    node.append(element("small", "voters", names.join(", ")));
  }
  return node;
}

/** After the option's words: whether it is mine, and in a quiz whether it is right. */
function mark(correct, place, mine) {
  if (correct.includes(place)) {
    return " ✓";
  }
  return mine.includes(place) ? (correct.length ? " ✗" : " ✓") : "";
}

function foot({ votes, allows_revoting, is_closed }, mine) {
  const count = Object.keys(votes).length;
  const node = element("p", "votes", count === 1 ? "1 vote" : `${count || "No"} votes`);
  if (mine.length && allows_revoting && !is_closed) {
    const back = element("button", "retract", "Take my vote back");
    back.type = "button";
    back.dataset.vote = "";
    node.append(" · ", back);
  }
  return node;
}
