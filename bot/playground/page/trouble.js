/** What becomes of requests that fail: a refusal is shown, and who lost the connection tries again. */

import { RefusedError } from "./api.js";
import { showToast } from "./notices.js";

const RETRY_MS = 2000;

/** @param {import("./status.js").Status} status @param {() => void} retry */
export function trouble(status, retry) {
  let timer = 0;

  function retryLater() {
    status.show({ connected: false });
    clearTimeout(timer);
    timer = setTimeout(retry, RETRY_MS);
  }

  /** @param {unknown} error */
  function report(error) {
    if (error instanceof RefusedError) {
      showToast(error.message);
    } else {
      retryLater();
    }
  }

  /** @template T @param {Promise<T>} request @returns {Promise<T | undefined>} */
  async function attempt(request) {
    try {
      return await request;
    } catch (error) {
      report(error);
    }
  }

  return { attempt, report, retryLater };
}
