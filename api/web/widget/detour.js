/**
 * Remembers, for as long as the tab lives, that a proxy on the way holds streams back: long polls
 * are then used, and a stream is tried again after a while, less and less often.
 */

const FIRST = 60_000;
const LONGEST = 16 * FIRST;

export class Detour {
  #until = 0;
  #length = FIRST;
  #key;

  /** @param {string} name of what is followed */
  constructor(name) {
    this.#key = `chorale:detour:${name}`;
    try {
      const known = sessionStorage.getItem(this.#key);
      if (known) [this.#until, this.#length] = JSON.parse(known);
    } catch {
      // Storage refused: each page finds out by itself.
    }
  }

  get isTaken() {
    return Date.now() < this.#until;
  }

  take() {
    this.#set(Date.now() + this.#length, Math.min(2 * this.#length, LONGEST));
  }

  /** A stream came through. */
  leave() {
    if (this.#until) this.#set(0, FIRST);
  }

  /**
   * @param {number} until
   * @param {number} length
   */
  #set(until, length) {
    [this.#until, this.#length] = [until, length];
    try {
      sessionStorage.setItem(this.#key, JSON.stringify([until, length]));
    } catch {
      // As above.
    }
  }
}
