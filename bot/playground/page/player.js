/**
 * Plays a recording at reading speed. It never looks at the clock: every moment lies as far
 * behind the one before as its words take to read, so each run shows the same times.
 *
 * @typedef {import("./api.js").Message} Message
 * @typedef {{what: "sends" | "edits", message: Message}
 *   | {what: "deletes" | "taps", id: number, label: string}} Step
 * @typedef {{title: string, person: number, steps: Step[]}} Recording
 */

const START = new Date(2026, 0, 5, 9, 0) / 1000;
const CHARACTERS_PER_SECOND = 24;
const SHORTEST_S = 0.9;
const LONGEST_S = 6;
/** How long one sees what is about to happen: words in the field, a key pressed. */
const OVERTURE_S = 0.7;

export class Player {
  /**
   * @param {Recording} recording
   * @param {{show(messages: Message[]): void, announce(step: Step | null): void,
   *   changed(player: Player): void}} stage
   */
  constructor(recording, stage) {
    Object.assign(this, { recording, stage });
    this.speed = 1;
    this.playing = false;
    this.timer = 0;
    this.rewind();
  }

  rewind() {
    /** Of the next step. */
    this.at = 0;
    this.seconds = START;
    /** @type {Map<number, Message>} */
    this.messages = new Map();
    this.show();
  }

  /** @returns {Step | undefined} */
  get next() {
    return this.recording.steps[this.at];
  }

  /** Seconds that the last step wants to be looked at. */
  get rest() {
    const step = this.recording.steps[this.at - 1];
    return step ? restAfter(step) : SHORTEST_S;
  }

  play() {
    if (!this.next) {
      this.rewind();
    }
    this.playing = true;
    this.wait();
    this.stage.changed(this);
  }

  pause() {
    this.playing = false;
    clearTimeout(this.timer);
    this.stage.announce(null);
    this.stage.changed(this);
  }

  /** @param {number} speed times as fast */
  setSpeed(speed) {
    this.speed = speed;
    if (this.playing) {
      this.wait();
    }
  }

  step() {
    const step = this.next;
    if (step) {
      this.seconds += this.rest;
      this.apply(step);
      this.at += 1;
    }
    this.show();
  }

  /** Rest, say what comes, then let it come. */
  wait() {
    clearTimeout(this.timer);
    this.after(this.rest, () => {
      this.stage.announce(this.next ?? null);
      this.after(OVERTURE_S, () => {
        this.step();
        if (this.next) {
          this.wait();
        } else {
          this.pause();
        }
      });
    });
  }

  after(seconds, act) {
    this.timer = setTimeout(act, (seconds * 1000) / this.speed);
  }

  /** @param {Step} step */
  apply(step) {
    if (step.what === "deletes") {
      this.messages.delete(step.id);
    } else if (step.what !== "taps") {
      const date = this.messages.get(step.message.id)?.date ?? Math.floor(this.seconds);
      this.messages.set(step.message.id, { ...step.message, date });
    }
  }

  show() {
    this.stage.announce(null);
    this.stage.show([...this.messages.values()]);
    this.stage.changed(this);
  }
}

/** A tap and a card that only shrinks are seen at once; words take their time. */
function restAfter({ what, message }) {
  const isSmall = what === "taps" || what === "deletes" || (what === "edits" && !message.keyboard);
  const seconds = isSmall ? 0 : message.text.length / CHARACTERS_PER_SECOND;
  return Math.min(Math.max(seconds, isSmall ? OVERTURE_S / 2 : SHORTEST_S), LONGEST_S);
}
