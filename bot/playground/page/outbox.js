/**
 * What is to be sent, in order; the first may be on its way. At a failure all of it is
 * given back, so that it can become a draft again.
 * @template T
 */
export class Outbox {
  /**
   * @param {(item: T) => Promise<void>} post
   * @param {(unsent: T[], error: unknown) => void} giveBack
   */
  constructor(post, giveBack) {
    Object.assign(this, { post, giveBack });
    /** @type {T[]} */
    this.items = [];
    this.sending = null;
  }

  /** @param {T} item */
  add(item) {
    this.items.push(item);
    this.sending ??= this.empty().finally(() => {
      this.sending = null;
    });
  }

  async empty() {
    try {
      while (this.items.length > 0) {
        await this.post(this.items[0]);
        this.items.shift();
      }
    } catch (error) {
      this.giveBack(this.items.splice(0), error);
    }
  }
}
