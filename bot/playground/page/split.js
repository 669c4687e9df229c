/** Two people side by side: the page twice. The address follows both, so a reload keeps them. */

import { halves, joined } from "./splitaddress.js";

const panes = [...document.querySelectorAll("iframe")];
const one = document.getElementById("one");

halves(location.hash).forEach((address, index) => {
  panes[index].src = `/${address}`;
});
for (const pane of panes) {
  pane.addEventListener("load", () => {
    pane.contentWindow.addEventListener("hashchange", remember);
    remember();
  });
}

function remember() {
  const addresses = panes.map(({ contentWindow }) => contentWindow.location.hash);
  if (addresses.every(Boolean)) {
    history.replaceState(null, "", joined(addresses));
    one.href = `/${addresses[0]}`;
  }
}
