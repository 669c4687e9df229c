/** Unix seconds as people say them. */

const TIME = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "long" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("en", { dateStyle: "long" });

const PRECISE = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

/** @param {number} seconds */
export const preciseTimeOf = (seconds) => PRECISE.format(seconds * 1000);

/** @param {number} seconds */
export const timeOf = (seconds) => TIME.format(seconds * 1000);

/** The same for all moments of a day. @param {number} seconds */
export const dayOf = (seconds) => new Date(seconds * 1000).toDateString();

/** @param {number} seconds */
export function dayName(seconds) {
  const then = new Date(seconds * 1000);
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (then.toDateString() === now.toDateString()) {
    return "Today";
  }
  if (then.toDateString() === yesterday.toDateString()) {
    return "Yesterday";
  }
  return (then.getFullYear() === now.getFullYear() ? DAY : DAY_AND_YEAR).format(then);
}

/** As short as a list has room for: the time, or the day if it is not today. */
export function whenOf(seconds) {
  const day = dayName(seconds);
  return day === "Today" ? timeOf(seconds) : day;
}
