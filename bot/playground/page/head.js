/** The head of the chat and what an empty one shows. */

import { paintAvatar } from "./avatar.js";
import { setText } from "./dom.js";
import { addressOf } from "./place.js";
import { faceOf, showCount, unreadBy } from "./sidebar.js";

const byId = (id) => document.getElementById(id);

/**
 * @param {import("./api.js").State} state @param {import("./api.js").ChatSummary} chat
 * @param {import("./place.js").Place} place
 */
export function showHead(state, chat, place) {
  const face = faceOf(chat, state.bot);
  const elsewhere = unreadBy(state, place.person) - chat.unread[place.person];
  const me = state.people.find(({ id }) => id === place.person);
  setText(byId("about"), face.name);
  setText(byId("whose"), me.name);
  paintAvatar(byId("avatar"), face.id, face.name);
  byId("back").href = addressOf(place.person);
  showCount(byId("elsewhere"), elsewhere);
}

/** @param {import("./api.js").State} state */
export function showWelcome({ bot }) {
  document.title = bot.name;
  setText(byId("welcome-name"), bot.name);
  setText(byId("welcome-text"), bot.description);
  paintAvatar(byId("welcome-avatar"), bot.id, bot.name);
}
