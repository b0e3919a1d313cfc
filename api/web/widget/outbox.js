/**
 * What was typed and not acknowledged yet: sent one at a time, in order, until the server has it.
 * The same `client_id` goes with every attempt, so that a message is never stored twice.
 */

import { backoff } from './pause.js';
import { Refusal } from './transport.js';

/** @import {ChatEvent, Delivery, Pending} from './types.js' */

/**
 * @typedef {object} Post
 * @property {(item: Pending) => Promise<number>} send resolves with the sequence number
 * @property {(item: Pending, delivery: Delivery, detail?: string) => void} report
 * @property {(items: Pending[]) => void} save
 * @property {(seq: number) => boolean} isShown an event of the log is already on screen
 */

export class Outbox {
  /** @type {Pending[]} */
  #items = [];
  /** @type {Map<number, string>} sequence number → client_id, until the event comes back */
  #accepted = new Map();
  /** @type {Set<string>} client_ids whose event came before the server's answer */
  #claimed = new Set();
  #attempted = '';
  #running = false;
  #stop = new AbortController();

  /** @param {Post} post */
  constructor(post) {
    this.post = post;
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  get items() {
    return [...this.#items];
  }

  /** @param {Pending} item */
  add(item) {
    this.#items.push(item);
    this.post.save(this.items);
    void this.#run();
  }

  stop() {
    this.#stop.abort();
  }

  /**
   * Which message typed here an event of the log is; undefined if it comes from elsewhere.
   * The event may overtake the answer to our POST: the text then tells.
   * @param {ChatEvent} event
   * @returns {string | undefined} its client_id
   */
  claim(event) {
    if (event.from !== 'user') return undefined;
    const accepted = this.#accepted.get(event.seq);
    if (accepted) return accepted;
    const head = this.#items[0];
    const same = head?.client_id === this.#attempted && head.label === event.text?.trim();
    if (!same || this.#claimed.has(head.client_id)) return undefined;
    this.#claimed.add(head.client_id);
    return head.client_id;
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    for (let failures = 0; this.#items.length && !this.#stop.signal.aborted; ) {
      const item = this.#items[0];
      const settled = await this.#attempt(item);
      if (this.#stop.signal.aborted) return;
      failures = settled ? 0 : failures + 1;
      if (settled) continue;
      this.post.report(item, 'waiting');
      await backoff(failures, this.#stop.signal);
    }
    this.#running = false;
  }

  /**
   * @param {Pending} item
   * @returns {Promise<boolean>} true when the item has left the outbox, for good or ill
   */
  async #attempt(item) {
    this.#attempted = item.client_id;
    try {
      this.#accept(item, await this.post.send(item));
      return true;
    } catch (error) {
      if (!(error instanceof Refusal) || error.isPassing) return false;
      if (!this.#stop.signal.aborted) this.#leave(item, 'refused', error.message);
      return true;
    }
  }

  /**
   * @param {Pending} item
   * @param {number} seq
   */
  #accept(item, seq) {
    if (this.#stop.signal.aborted) return;
    const claimed = this.#claimed.has(item.client_id);
    if (!claimed) this.#accepted.set(seq, item.client_id);
    this.#leave(item, !claimed && this.post.isShown(seq) ? 'duplicate' : 'accepted');
  }

  /**
   * @param {Pending} item
   * @param {Delivery} delivery
   * @param {string} [detail]
   */
  #leave(item, delivery, detail) {
    this.#items.shift();
    this.post.save(this.items);
    this.post.report(item, delivery, detail);
  }
}

/** @returns {string} a random UUID, also on a page served without TLS (no `randomUUID` there) */
export function newClientId() {
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) => {
    const [random] = crypto.getRandomValues(new Uint8Array(1));
    return (+digit ^ (random & (15 >> (+digit / 4)))).toString(16);
  });
}
