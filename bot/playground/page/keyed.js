/**
 * The children of an element by key. Those that stay in place are not touched, so neither
 * scroll position nor focus suffers from a change.
 */
export class Keyed {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Map<string, HTMLElement>} */
    this.nodes = new Map();
  }

  /** @param {string} key */
  get(key) {
    return this.nodes.get(key);
  }

  /**
   * Show one node for each item.
   * @template {{id: number}} T
   * @param {T[]} items @param {() => HTMLElement} build an empty node
   * @param {(node: HTMLElement, item: T) => void} update
   */
  show(items, build, update) {
    const wanted = new Map();
    for (const item of items) {
      const node = this.get(String(item.id)) ?? build();
      update(node, item);
      wanted.set(String(item.id), node);
    }
    this.arrange(wanted);
  }

  /** Put the wanted nodes in order. @param {Map<string, HTMLElement>} wanted */
  arrange(wanted) {
    for (const [key, node] of this.nodes) {
      if (wanted.get(key) !== node) {
        node.remove();
      }
    }
    let next = this.root.firstElementChild;
    for (const node of wanted.values()) {
      if (node === next) {
        next = next.nextElementSibling;
      } else {
        this.root.insertBefore(node, next);
      }
    }
    this.nodes = wanted;
  }
}
