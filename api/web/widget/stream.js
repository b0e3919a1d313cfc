/**
 * Follows the log of one conversation for as long as it is wanted.
 * Streaming first; long polling when two streams in a row brought nothing (a proxy that buffers).
 * Each connection resumes after the last event seen, so that none is lost or taken twice.
 */

import { backoff } from './pause.js';
import { SseReader } from './sse.js';
import { Refusal, path, refusalOf } from './transport.js';

/** @import {ChatEvent, Conversation} from './types.js' */

const SILENCE = 40_000; // more than two heartbeats of 15 s
const POLL_SECONDS = 20;

/**
 * @typedef {object} Follower
 * @property {() => number} after sequence number of the last event seen
 * @property {(events: ChatEvent[]) => void} events
 * @property {(up: boolean) => void} link
 * @property {(refusal: Refusal) => void} gone
 */

export class EventStream {
  #stop = new AbortController();
  #polling = false;
  #mute = 0; // streams in a row that brought no byte at all
  #failures = 0;

  /**
   * @param {string} api
   * @param {Conversation} conversation
   * @param {Follower} follower
   */
  constructor(api, conversation, follower) {
    this.address = `${api}${path(conversation)}/events`;
    this.token = conversation.token;
    this.follower = follower;
  }

  start() {
    void this.#run();
  }

  stop() {
    this.#stop.abort();
  }

  async #run() {
    while (!this.#stop.signal.aborted) {
      try {
        await (this.#polling ? this.#poll() : this.#follow());
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        if (error instanceof Refusal && error.isGone) return this.follower.gone(error);
        this.#failures += 1;
        if (this.#failures > 1) this.follower.link(false);
        await backoff(this.#failures, this.#stop.signal);
      }
    }
  }

  #alive() {
    this.#failures = 0;
    this.follower.link(true);
  }

  async #follow() {
    const cut = new AbortController();
    let watchdog = setTimeout(() => cut.abort(), SILENCE);
    const reader = new SseReader();
    let silent = true;
    try {
      for await (const piece of this.#pieces(cut.signal)) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => cut.abort(), SILENCE);
        silent = false;
        this.#alive();
        this.#deliver(reader.read(piece));
      }
      throw new Error('end of stream');
    } finally {
      clearTimeout(watchdog);
      this.#mute = silent ? this.#mute + 1 : 0;
      if (this.#mute > 1) this.#polling = true;
    }
  }

  /** @param {AbortSignal} cut */
  async *#pieces(cut) {
    const response = await this.#get('text/event-stream', '', cut);
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      this.#polling = true;
      throw new Error('not a stream');
    }
    const bytes = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await bytes.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  }

  /** @param {string[]} data */
  #deliver(data) {
    if (data.length) this.follower.events(data.map((json) => JSON.parse(json)));
  }

  async #poll() {
    const limit = AbortSignal.timeout(SILENCE);
    const response = await this.#get('application/json', `&wait=${POLL_SECONDS}`, limit);
    const { events } = await response.json();
    this.#alive();
    if (events.length) this.follower.events(events);
  }

  /**
   * @param {string} accept
   * @param {string} query
   * @param {AbortSignal} limit
   */
  async #get(accept, query, limit) {
    const response = await fetch(`${this.address}?after=${this.follower.after()}${query}`, {
      headers: { Accept: accept, Authorization: `Bearer ${this.token}` },
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.any([limit, this.#stop.signal]),
    });
    if (!response.ok) throw await refusalOf(response);
    return response;
  }
}
