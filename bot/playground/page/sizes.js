/** Bytes as people say them. */

const UNITS = ["B", "KB", "MB"];

/** @param {number} bytes */
export function sizeOf(bytes) {
  const power = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : 2;
  const amount = bytes / 1000 ** power;
  return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[power]}`;
}
