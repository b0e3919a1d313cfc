/** @import {Pending} from './types.js' */

/**
 * What one tab remembers, so that a reload resumes the conversation.
 * Session storage: closing the tab forgets everything. Nothing is written before the first opening.
 *
 * @typedef {object} Saved
 * @property {string} [id]
 * @property {string} [token]
 * @property {string | null} [subject] login the conversation belongs to, null when anonymous
 * @property {boolean} [open] the panel was open when the page went away
 * @property {string} [draft]
 * @property {Record<string, 1 | -1>} [votes] by sequence number of the answer
 * @property {Pending[]} [pending]
 */
export class TabStore {
  /** @type {Saved} used when the browser refuses session storage */
  #memory = {};
  #key;

  /** @param {string} api address of the assistant: two assistants on one page stay apart */
  constructor(api) {
    this.#key = `chorale:${api}`;
  }

  /** @returns {Saved} */
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? '{}');
    } catch {
      return this.#memory;
    }
  }

  /** @param {Partial<Saved>} changes */
  update(changes) {
    this.#write({ ...this.read(), ...changes });
  }

  /** Forget the conversation and what was typed in it; the panel stays open or closed. */
  forget() {
    const { open = false } = this.read();
    this.#write({ open });
  }

  /** @param {Saved} saved */
  #write(saved) {
    this.#memory = saved;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(saved));
    } catch {
      // Storage refused or full: this page remembers, the next one will not.
    }
  }
}
