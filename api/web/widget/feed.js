/**
 * Follows what a server tells, for as long as it is wanted: streamed, or by long polls where a
 * proxy holds streams back. Each connection says what was seen, so that nothing is lost or taken
 * twice.
 */

import { Detour } from './detour.js';
import { backoff } from './pause.js';
import { SseReader } from './sse.js';
import { Refusal, refusalOf } from './transport.js';

/** @import {Frame} from './sse.js' */

const FIRST_BYTE = 5_000; // the server sends one at once
export const SILENCE = 40_000; // more than two heartbeats of 15 s
const POLL_SECONDS = 20;

/**
 * @typedef {object} Source
 * @property {string} address
 * @property {Record<string, string>} [headers]
 * @property {() => string | number} after what was seen, as the server calls it
 * @property {(frames: Frame[]) => void} frames from a stream
 * @property {(page: any) => void} page the answer to a poll
 * @property {(up: boolean) => void} link told when it changes
 * @property {(refusal: Refusal) => void} gone nothing more will come
 * @property {() => void} [heard] any sign of the server
 */

export class Feed {
  #failures = 0;
  #wait = POLL_SECONDS;
  /** @type {boolean | undefined} */
  #up;

  /** @param {Source} source */
  constructor(source) {
    this.source = source;
    this.detour = new Detour(new URL(source.address, location.href).origin);
  }

  /** @param {AbortSignal} stop */
  async run(stop) {
    while (!stop.aborted) {
      try {
        await (this.detour.isTaken ? this.#poll(stop) : this.#follow(stop));
      } catch (error) {
        if (stop.aborted) return;
        if (error instanceof Refusal && error.isGone) return this.source.gone(error);
        this.#failures += 1;
        if (this.#failures > 1) this.#link(false);
        await backoff(this.#failures, stop);
      }
    }
  }

  #heard() {
    this.#failures = 0;
    this.#link(true);
    this.source.heard?.();
  }

  /** @param {boolean} up */
  #link(up) {
    if (up !== this.#up) this.source.link(up);
    this.#up = up;
  }

  /** @param {AbortSignal} stop */
  async #follow(stop) {
    const cut = new AbortController();
    const begun = Date.now();
    let watchdog = setTimeout(() => cut.abort(), FIRST_BYTE);
    const reader = new SseReader();
    let mute = true;
    try {
      const response = await get(this.source, AbortSignal.any([cut.signal, stop]));
      const type = response.headers.get('Content-Type') ?? '';
      for await (const piece of type.startsWith('text/event-stream') ? pieces(response) : []) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => cut.abort(), SILENCE);
        if (mute) this.detour.leave();
        mute = false;
        this.#heard();
        const frames = reader.read(piece);
        if (frames.length) this.source.frames(frames);
      }
      if (mute) return this.detour.take();
    } catch (error) {
      // Hours later the machine has slept: its silence tells nothing of the way.
      if (mute && cut.signal.aborted && Date.now() - begun < SILENCE) return this.detour.take();
      throw error;
    } finally {
      clearTimeout(watchdog);
      cut.abort(); // what is left unread is not left open
    }
    throw new Error('end of stream');
  }

  /** @param {AbortSignal} stop */
  async #poll(stop) {
    try {
      const page = await ask(this.source, stop, this.#wait);
      this.#wait = Math.min(this.#wait * 2, POLL_SECONDS);
      this.#heard();
      this.source.page(page);
    } catch (error) {
      this.#wait = Math.max(this.#wait / 2, 1); // something may cut what lasts
      throw error;
    }
  }
}

/**
 * What is new now, or within `wait` seconds.
 * @param {Source} source
 * @param {AbortSignal} stop
 * @param {number} [wait]
 */
export async function ask(source, stop, wait = 0) {
  const limit = AbortSignal.any([AbortSignal.timeout(SILENCE), stop]);
  return (await get(source, limit, `&wait=${wait}`)).json();
}

/**
 * @param {Source} source
 * @param {AbortSignal} signal
 * @param {string} [polling]
 */
async function get({ address, headers, after }, signal, polling) {
  const response = await fetch(`${address}?after=${after()}${polling ?? ''}`, {
    headers: { Accept: polling ? 'application/json' : 'text/event-stream', ...headers },
    cache: 'no-store',
    credentials: headers ? 'omit' : 'same-origin',
    signal,
  });
  if (!response.ok) throw await refusalOf(response);
  return response;
}

/** @param {Response} response */
async function* pieces(response) {
  const bytes = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await bytes.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}
