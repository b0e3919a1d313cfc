/** Says that the agent is at his desk, and whether he takes conversations. */

import { byId } from './page.js';
import { call } from './server.js';

/** @typedef {{available: boolean, present: boolean, capacity: number, in_hand: number}} State */

const PULSE = '/desk/pulse.js'; // every 20 s: a lease lasts 60 s

export class Presence {
  #switch = byId('available', HTMLButtonElement);
  /** @type {Worker | null} */
  #pulse = null;
  #told = 0;

  start() {
    this.#switch.addEventListener('click', () => {
      void this.#tell(this.#switch.getAttribute('aria-checked') !== 'true');
    });
    addEventListener('pagehide', () => this.#stop());
    addEventListener('pageshow', ({ persisted }) => persisted && this.#count());
    this.#count();
  }

  /** A closed page, or a sleeping laptop, tells nothing more: its lease ends by itself. */
  #stop() {
    this.#pulse?.terminate();
  }

  #count() {
    this.#pulse = new Worker(PULSE, { type: 'module' });
    this.#pulse.addEventListener('message', () => void this.#tell(null));
    void this.#tell(null);
  }

  /** @param {boolean | null} available null: unchanged */
  async #tell(available) {
    const mine = (this.#told += 1);
    const state = await call('POST', '/presence', { available }).catch(() => null);
    // What was asked before the press of the switch knows nothing of it.
    if (state && mine === this.#told) this.#show(state);
  }

  /** @param {State} state */
  #show({ available, capacity, in_hand }) {
    this.#switch.hidden = false;
    this.#switch.setAttribute('aria-checked', String(available));
    this.#switch.textContent = `Disponible : ${available ? 'oui' : 'non'}`;
    this.#switch.title = `${in_hand} conversation(s) sur ${capacity}`;
  }
}
