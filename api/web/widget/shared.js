/**
 * One feed for all the tabs that follow the same thing: the one that holds the lock reads, and
 * tells the others. When it is gone, or silent, another takes its place from where it stands
 * itself. Where the browser lacks what that needs, each tab reads for itself.
 */

import { ask, Feed, SILENCE } from './feed.js';
import { Refusal } from './transport.js';

/** @import {Source} from './feed.js' */

const GREETING = 3_000; // a tab that leads answers at once; one that is frozen does not

export class SharedFeed {
  #stop = new AbortController();
  #turn = new AbortController();
  /** @type {BroadcastChannel | undefined} */
  #channel;
  #leads = false;
  #over = false;
  #behind = true; // what was told before this tab listened is still to be asked for
  /** @type {boolean | undefined} */
  #up;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Source} source */
  constructor(source) {
    this.source = source;
  }

  start() {
    if (navigator.locks && globalThis.BroadcastChannel) this.#join();
    else this.#alone();
  }

  #alone() {
    this.#over = true;
    clearTimeout(this.#timer);
    void new Feed(this.source).run(this.#stop.signal);
  }

  stop() {
    this.#stop.abort();
    this.#turn.abort();
    clearTimeout(this.#timer);
    this.#channel?.close();
  }

  /** Ask for what is missing. */
  async catchUp() {
    this.#behind = false;
    try {
      this.source.page(await ask(this.source, this.#stop.signal));
    } catch {
      this.#behind = true; // the next sign of life asks again
    }
  }

  get #name() {
    return `chorale:${this.source.address}`;
  }

  #join() {
    const { signal } = this.#stop;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.addEventListener('message', ({ data }) => this.#hear(data[0], data[1]));
    document.addEventListener('visibilitychange', () => this.#greet(), { signal });
    void this.#await();
    this.#greet();
  }

  /** Lead when nobody does; at once, with `steal`, when the one who does is silent. */
  async #await(steal = false) {
    this.#turn.abort();
    const turn = (this.#turn = new AbortController());
    const lead = () => this.#lead(turn.signal);
    const options = steal ? { steal } : { signal: turn.signal };
    const request = navigator.locks.request(this.#name, options, lead);
    const robbed = await request.catch(() => this.#leads);
    if (turn.signal.aborted || this.#over) return;
    turn.abort();
    this.#leads = false;
    if (robbed === false) return this.#alone(); // the browser refuses locks here
    void this.#await();
    this.#greet();
  }

  /** @param {AbortSignal} signal */
  async #lead(signal) {
    this.#leads = true;
    clearTimeout(this.#timer);
    const { source } = this;
    const tell = (/** @type {unknown[]} */ ...told) => signal.aborted || this.#channel?.postMessage(told);
    await new Feed({
      ...source,
      heard: () => tell('link', true),
      frames: (frames) => (tell('frames', frames), source.frames(frames)),
      page: (page) => (tell('page', page), source.page(page)),
      link: (up) => (tell('link', (this.#up = up)), source.link(up)),
      gone: (refusal) => (tell('gone', [refusal.status, refusal.message]), this.#end(refusal)),
    }).run(signal);
  }

  /** @param {Refusal} refusal */
  #end(refusal) {
    this.#over = true;
    clearTimeout(this.#timer);
    this.source.gone(refusal);
  }

  #greet() {
    if (this.#leads || this.#over || document.hidden) return;
    this.#behind = true;
    this.#channel?.postMessage(['hello']);
    this.#watch(GREETING);
  }

  /** @param {number} patience milliseconds */
  #watch(patience) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#await(true), patience);
  }

  /**
   * @param {string} what
   * @param {any} told
   */
  #hear(what, told) {
    if (what === 'hello') return this.#leads && this.#channel?.postMessage(['link', this.#up]);
    if (this.#leads || this.#over) return undefined;
    this.#watch(SILENCE);
    if (what === 'gone') return this.#end(new Refusal(told[0], told[1]));
    if (this.#behind) void this.catchUp();
    if (what === 'frames') return this.source.frames(told);
    if (what === 'page') return this.source.page(told);
    if (told !== undefined && told !== this.#up) this.source.link((this.#up = told));
    return undefined;
  }
}
