/**
 * The command menu: a list box driven from the message field. Nothing is selected until an
 * arrow key says so; Enter in the field otherwise sends exactly what was typed.
 *
 * @typedef {import("./api.js").Command} Command
 */

const TYPING_A_COMMAND = /^\/(\w*)$/;

export class CommandMenu {
  /**
   * @param {HTMLElement} list @param {HTMLTextAreaElement} field
   * @param {HTMLButtonElement} opener @param {(command: string) => void} choose
   */
  constructor(list, field, opener, choose) {
    Object.assign(this, { list, field, opener, choose });
    /** @type {Command[]} */
    this.commands = [];
    this.selected = -1;
    field.addEventListener("input", () => this.filter());
    field.addEventListener("keydown", (event) => this.onKey(event));
    opener.addEventListener("click", () => this.toggle());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("mousemove", (event) => this.onHover(event));
    list.addEventListener("click", (event) => this.onClick(event));
    document.addEventListener("pointerdown", (event) => this.onOutside(event));
  }

  /** @param {Command[]} commands */
  setCommands(commands) {
    this.commands = commands;
    this.opener.hidden = commands.length === 0;
  }

  get isOpen() {
    return !this.list.hidden;
  }

  close() {
    this.open([]);
  }

  /** @param {Command[]} commands none: closed */
  open(commands) {
    this.list.replaceChildren(...commands.map(option));
    this.list.hidden = commands.length === 0;
    this.opener.ariaExpanded = String(this.isOpen);
    this.select(-1);
  }

  filter() {
    const typed = TYPING_A_COMMAND.exec(this.field.value)?.[1].toLowerCase();
    const matches = this.commands.filter(({ command }) => command.startsWith(typed));
    this.open(typed === undefined ? [] : matches);
  }

  toggle() {
    this.open(this.isOpen ? [] : this.commands);
    if (matchMedia("(pointer: fine)").matches) {
      this.field.focus();
    }
  }

  /** @param {number} index of the option, -1 for none */
  select(index) {
    this.selected = index;
    [...this.list.children].forEach((node, at) => {
      node.ariaSelected = String(at === index);
    });
    const node = this.list.children[index];
    node?.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", node?.id ?? "");
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (!this.isOpen || event.isComposing) {
      return;
    }
    const count = this.list.children.length;
    const actions = {
      ArrowDown: () => this.select((this.selected + 1) % count),
      ArrowUp: () => this.select(this.selected < 1 ? count - 1 : this.selected - 1),
      Escape: () => this.close(),
      ...(this.selected >= 0 && { Enter: () => this.pick(this.list.children[this.selected]) }),
    };
    if (event.key in actions) {
      event.preventDefault();
      event.stopImmediatePropagation();
      actions[event.key]();
    }
  }

  /** There is one highlight, whether arrows or the mouse move it. @param {MouseEvent} event */
  onHover(event) {
    const index = [...this.list.children].indexOf(event.target.closest("[role=option]"));
    if (index >= 0 && index !== this.selected) {
      this.select(index);
    }
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const node = event.target.closest("[role=option]");
    if (node) {
      this.pick(node);
    }
  }

  /** @param {PointerEvent} event */
  onOutside({ target }) {
    const own = [this.list, this.opener, this.field].some((node) => node.contains(target));
    if (this.isOpen && !own) {
      this.close();
    }
  }

  /** @param {Element} node */
  pick(node) {
    this.close();
    this.choose(`/${node.dataset.command}`);
  }
}

/** @param {Command} command @param {number} index */
function option({ command, description }, index) {
  const node = document.createElement("li");
  const name = document.createElement("b");
  const about = document.createElement("span");
  node.role = "option";
  node.id = `command-${index}`;
  node.dataset.command = command;
  name.textContent = `/${command}`;
  about.textContent = description;
  about.dir = "auto";
  node.append(name, " ", about);
  return node;
}
