/** The topics of a forum as a row of links; the address does the rest. */

import { element, setText } from "./dom.js";
import { Keyed } from "./keyed.js";
import { addressOf } from "./place.js";
import { showCount } from "./sidebar.js";

export class TopicBar {
  /** @param {HTMLElement} bar */
  constructor(bar) {
    this.bar = bar;
    this.links = new Keyed(bar.querySelector("ul"));
  }

  /** @param {import("./api.js").ChatSummary} chat @param {import("./place.js").Place} place */
  show(chat, place) {
    const topics = chat.group?.topics ?? [];
    this.bar.hidden = topics.length === 0;
    this.links.show(topics, topicNode, (node, topic) => updateTopic(node, topic, place));
  }
}

function topicNode() {
  const count = element("span", "count");
  count.role = "img";
  return element("li", "", element("a", "topic", element("span", "name"), count));
}

function updateTopic(node, { id, name, is_closed, unread }, { person, chat, topic }) {
  const link = node.firstElementChild;
  const [label, count] = link.children;
  const news = id === topic ? 0 : unread[person] ?? 0;
  link.href = addressOf(person, chat, id);
  link.ariaCurrent = id === topic ? "page" : null;
  setText(label, is_closed ? `${name} (closed)` : name);
  showCount(count, news);
  count.ariaLabel = `${news} unread`;
}
