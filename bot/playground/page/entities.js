/**
 * Telegram text with entities, as DOM nodes. Text only ever enters as text nodes, so
 * nothing a person or the bot writes can become markup.
 *
 * Offsets are UTF-16 code units, which is also how JavaScript counts.
 *
 * @typedef {import("./api.js").Entity} Entity
 */

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  blockquote: "blockquote",
  mention: "span",
  hashtag: "span",
  cashtag: "span",
  text_mention: "span",
};

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const SAFE_LINK = /^(https?|mailto|tel|tg):/i;

const clamped = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    offerExpansion(/** @type {HTMLElement} */ (target));
  }
});

/**
 * @param {string} text
 * @param {Entity[]} entities may nest; those that cross are cut where they cross
 * @returns {DocumentFragment}
 */
export function renderText(text, entities) {
  const outermostFirst = [...entities]
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return renderRange(text, 0, text.length, outermostFirst);
}

/** @param {string} text @param {number} start @param {number} end @param {Entity[]} entities */
function renderRange(text, start, end, entities) {
  const fragment = document.createDocumentFragment();
  const queue = [...entities];
  let position = start;
  for (let entity = queue.shift(); entity; entity = queue.shift()) {
    const stop = Math.min(entity.offset + entity.length, end);
    const inside = cut(queue, stop);
    fragment.append(text.slice(position, entity.offset));
    fragment.append(renderEntity(text, entity, stop, inside));
    position = skipLineBreak(text, stop, entity.type);
  }
  fragment.append(text.slice(position, end));
  return fragment;
}

/**
 * Take from the queue what lies before `stop`; the rest of an entity that crosses it stays.
 * @param {Entity[]} queue @param {number} stop @returns {Entity[]}
 */
function cut(queue, stop) {
  const inside = [];
  const beyond = [];
  while (queue.length && queue[0].offset < stop) {
    const entity = queue.shift();
    const over = entity.offset + entity.length - stop;
    inside.push(over > 0 ? { ...entity, length: entity.length - over } : entity);
    if (over > 0) {
      beyond.push({ ...entity, offset: stop, length: over });
    }
  }
  queue.unshift(...beyond);
  return inside;
}

/** A block ends its line by itself: the line break after it would show as an empty line. */
function skipLineBreak(text, position, type) {
  return BLOCKS.has(type) && text[position] === "\n" ? position + 1 : position;
}

/** @param {string} text @param {Entity} entity @param {number} stop @param {Entity[]} inside */
function renderEntity(text, entity, stop, inside) {
  const raw = text.slice(entity.offset, stop);
  const node = shell(entity, raw);
  const content = renderRange(text, entity.offset, stop, inside);
  (node.querySelector("[data-content]") ?? node).append(content);
  return node;
}

/** The empty element for an entity. @param {Entity} entity @param {string} raw */
function shell(entity, raw) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url ?? "");
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(raw) ? raw : `https://${raw}`);
    case "email":
      return link(`mailto:${raw}`);
    case "phone_number":
      return link(`tel:${raw.replace(/[^+\d]/g, "")}`);
    case "bot_command":
      return command(raw);
    case "spoiler":
      return spoiler();
    case "pre":
      return preformatted(entity.language);
    case "expandable_blockquote":
      return expandableQuote();
    default:
      return element(TAGS[entity.type] ?? "span", entity.type);
  }
}

/** @param {string} tag @param {string} className */
function element(tag, className) {
  const node = document.createElement(tag);
  node.className = className;
  return node;
}

/** @param {string} url */
function link(url) {
  if (!SAFE_LINK.test(url)) {
    return element("span", "text_link");
  }
  const node = document.createElement("a");
  node.href = url;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}

/** A command in a text is a button; whoever owns the list sends it. @param {string} raw */
function command(raw) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "bot_command";
  node.dataset.command = raw;
  return node;
}

function spoiler() {
  const node = element("span", "spoiler");
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", "Hidden text, press to show");
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") {
      return;
    }
    event.preventDefault();
    node.classList.add("revealed");
    for (const name of ["role", "aria-label", "tabindex"]) {
      node.removeAttribute(name);
    }
  };
  node.addEventListener("click", reveal, { once: true });
  node.addEventListener("keydown", reveal);
  return node;
}

/** @param {string} [language] said above the code, as Telegram does */
function preformatted(language) {
  const node = document.createElement("pre");
  const code = document.createElement("code");
  code.dataset.content = "";
  node.tabIndex = 0;
  if (language) {
    node.dataset.language = language;
  }
  node.append(code);
  return node;
}

function expandableQuote() {
  const node = element("blockquote", "expandable");
  const body = element("div", "quoted");
  const toggle = document.createElement("button");
  body.dataset.content = "";
  toggle.type = "button";
  toggle.hidden = true;
  setExpanded(toggle, false);
  toggle.addEventListener("click", () => {
    setExpanded(toggle, toggle.getAttribute("aria-expanded") === "false");
  });
  node.append(body, toggle);
  clamped.observe(body);
  return node;
}

/** @param {HTMLElement} toggle @param {boolean} expanded */
function setExpanded(toggle, expanded) {
  toggle.setAttribute("aria-expanded", String(expanded));
  toggle.textContent = expanded ? "Show less" : "Show more";
}

/** Show the toggle only where the folded quote hides something. @param {HTMLElement} body */
function offerExpansion(body) {
  const toggle = /** @type {HTMLElement} */ (body.nextElementSibling);
  const folded = toggle.getAttribute("aria-expanded") === "false";
  if (folded) {
    toggle.hidden = body.scrollHeight <= body.clientHeight + 1;
  }
}
