/** Follows the desk's live news, and comes back after each cut. */

import { call, openNews, Refusal } from './server.js';

/** @typedef {import('./types.js').Board} Board */
/** @typedef {import('./types.js').Move} Move */

/**
 * @typedef {object} Listener
 * @property {(board: Board) => void} board
 * @property {(move: Move) => void} moved
 * @property {(up: boolean) => void} link
 * @property {() => void} signedOut
 */

const LONGEST_PAUSE = 15_000;

export class News {
  /** @type {EventSource | null} */
  #source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  #failures = 0;
  #wanted = false;

  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
  }

  start() {
    this.#wanted = true;
    this.#failures = 0;
    this.#connect();
  }

  stop() {
    this.#wanted = false;
    this.#disconnect();
  }

  #connect() {
    this.#source = openNews();
    this.#source.addEventListener('open', () => this.#opened());
    this.#source.addEventListener('error', () => void this.#failed());
    this.#source.addEventListener('queue', ({ data }) => this.listener.board(JSON.parse(data)));
    this.#source.addEventListener('conversation', ({ data }) =>
      this.listener.moved(JSON.parse(data)),
    );
  }

  #disconnect() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #opened() {
    this.#failures = 0;
    this.listener.link(true);
  }

  /** The browser would retry by itself, but not after a refusal, nor slower and slower. */
  async #failed() {
    this.#disconnect();
    this.#failures += 1;
    this.listener.link(false);
    const signedOut = await isSignedOut();
    if (!this.#wanted) return;
    if (signedOut) return this.listener.signedOut();
    const longest = Math.min(500 * 2 ** this.#failures, LONGEST_PAUSE);
    this.#retry = setTimeout(() => this.#connect(), longest * (0.5 + Math.random() / 2));
  }
}

async function isSignedOut() {
  try {
    await call('GET', '/me');
    return false;
  } catch (error) {
    return error instanceof Refusal && error.status === 401;
  }
}
