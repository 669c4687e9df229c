/** Links that lead to the bot: `https://t.me/bot?start=…` and `…?startgroup=…`. */

const KINDS = ["start", "startgroup"];

/**
 * @param {string} url @param {string} username of the bot
 * @returns {{kind: string, payload: string} | null} null for any other link
 */
export function deepLink(url, username) {
  const { hostname, pathname, searchParams } = new URL(url, location.href);
  if (hostname !== "t.me" || pathname.slice(1).toLowerCase() !== username.toLowerCase()) {
    return null;
  }
  const kind = KINDS.find((name) => searchParams.has(name)) ?? "start";
  return { kind, payload: searchParams.get(kind) ?? "" };
}
