/** Asks `/readyz` until the assistant is ready, and only while somebody is looking. */

/** @import {Transport} from './transport.js' */

const PERIOD = 2_000;

export class Readiness {
  /** @type {'ok' | 'starting' | 'down'} presumed ready until the server says otherwise */
  bot = 'ok';
  #watching = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Transport} transport
   * @param {() => void} changed
   */
  constructor(transport, changed) {
    this.transport = transport;
    this.changed = changed;
  }

  watch() {
    if (this.#watching) return;
    this.#watching = true;
    void this.#ask();
  }

  rest() {
    this.#watching = false;
    clearTimeout(this.#timer);
  }

  async #ask() {
    const answer = await this.transport.readiness().catch(() => null);
    if (!this.#watching) return;
    this.#tell(answer?.bot);
    if (answer?.bot === 'ok') this.#watching = false;
    else this.#timer = setTimeout(() => void this.#ask(), PERIOD);
  }

  /** @param {string | undefined} bot undefined when nobody answered: that is the link's affair */
  #tell(bot) {
    if (bot === this.bot || (bot !== 'ok' && bot !== 'starting' && bot !== 'down')) return;
    this.bot = bot;
    this.changed();
  }
}
