/** What an empty chat offers: scenes to begin, and recordings to watch. */

import { element, setText } from "./dom.js";
import { Keyed } from "./keyed.js";

export class Programme {
  /** @param {HTMLElement} root @param {(scene: string) => void} begin */
  constructor(root, begin) {
    this.entries = new Keyed(root);
    root.addEventListener("click", ({ target }) => {
      const { scene } = target.closest("[data-scene]")?.dataset ?? {};
      if (scene) {
        begin(scene);
      }
    });
  }

  /** @param {import("./api.js").State} state */
  show({ scenes, recordings }) {
    const offers = [
      ...scenes.map((scene) => ({ ...scene, id: `scene ${scene.name}` })),
      ...recordings.map((recording) => ({ ...recording, id: `watch ${recording.name}`, watch: true })),
    ];
    this.entries.show(offers, () => element("li", ""), updateOffer);
  }
}

function updateOffer(node, { name, title, about, watch }) {
  if (!node.firstElementChild) {
    node.append(watch ? watchLink(name) : sceneButton(name));
  }
  const [words, small] = node.firstElementChild.children;
  setText(words, watch ? `Watch: ${title}` : title);
  setText(small, about ?? "");
  small.hidden = !about;
  if (about) {
    node.firstElementChild.ariaLabel = title; // and what it is about after the name
    node.firstElementChild.ariaDescription = about;
  }
}

function sceneButton(name) {
  const node = element("button", "start", element("b", ""), element("small", ""));
  node.type = "button";
  node.dataset.scene = name;
  return node;
}

function watchLink(name) {
  const node = element("a", "watch", element("b", ""), element("small", ""));
  node.href = `/watch#${encodeURIComponent(name)}`;
  return node;
}
