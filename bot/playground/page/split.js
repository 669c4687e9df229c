/** People side by side: the page several times. The address follows all, so a reload keeps them. */

import { getState, listen } from "./api.js";
import { FOLLOWED } from "./beside.js";
import { addressOf } from "./place.js";
import { joined, parts } from "./splitaddress.js";

const main = document.getElementById("panes");
const one = document.getElementById("one");
const panes = () => [...main.querySelectorAll("iframe")];
const addressIn = ({ contentWindow }) => contentWindow.location.hash;
const addresses = () => panes().map(addressIn);

window.news = listen();
parts(location.hash).forEach(add);
document.getElementById("more").addEventListener("click", async () => {
  const { people } = await getState();
  const seen = addresses().map((address) => Number.parseInt(address.slice(1), 10));
  const next = people.find(({ id }) => !seen.includes(id)) ?? people[0];
  add(addressOf(next.id, next.id)).scrollIntoView();
});
window.addEventListener(FOLLOWED, (event) => {
  const { person } = event.detail;
  const there = panes().find((pane) => addressIn(pane) === addressOf(person, person));
  if (there) {
    event.preventDefault();
    there.contentWindow.dispatchEvent(new CustomEvent(FOLLOWED, { detail: event.detail }));
  }
});

/** @param {string} address of what the new pane shows */
function add(address) {
  const pane = document.createElement("iframe");
  pane.title = `Person ${panes().length + 1}`;
  pane.src = `/${address}`;
  pane.addEventListener("load", () => {
    pane.contentWindow.addEventListener("hashchange", remember);
    remember();
  });
  main.append(pane);
  return pane;
}

function remember() {
  if (addresses().every(Boolean)) {
    history.replaceState(null, "", joined(addresses()));
    one.href = `/${addresses()[0]}`;
  }
}
