/** The form by which an agent comes in. */

import { byId } from './page.js';
import { call, Refusal } from './server.js';

/** @typedef {import('./types.js').Agent} Agent */

export class SignIn {
  #page = byId('sign-in', HTMLElement);
  #form = byId('sign-in-form', HTMLFormElement);
  #error = byId('sign-in-error', HTMLElement);
  #button = /** @type {HTMLButtonElement} */ (this.#form.querySelector('button'));

  /** @param {(agent: Agent) => void} entered */
  constructor(entered) {
    this.entered = entered;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  /** @param {string} [why] */
  show(why = '') {
    this.#error.textContent = why;
    this.#page.hidden = false;
    byId('login', HTMLInputElement).focus();
  }

  async #submit() {
    const { login, password, totp } = Object.fromEntries(new FormData(this.#form));
    this.#error.textContent = '';
    this.#button.disabled = true;
    try {
      const agent = await call('POST', '/sessions', { login, password, totp: totp || null });
      this.#form.reset();
      this.#page.hidden = true;
      this.entered(agent);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#error.textContent = error.message;
      byId('password', HTMLInputElement).select();
    } finally {
      this.#button.disabled = false;
    }
  }
}
