/** Who is looking at the page: chosen in the list, kept for the tab, signed by the server. */

import { PortalError, logins, sign } from './portal.js';

/** @import {Login} from './portal.js' */

const KEY = 'demo:visitor';
const ANONYMOUS = 'anonyme';

export class Visitor {
  /** @type {string | null} */
  identity = null;

  /** @param {HTMLSelectElement} select */
  constructor(select) {
    this.select = select;
  }

  /** Fill the list and take up the last choice; the first user of the list at the first visit. */
  async start() {
    const known = await logins();
    this.select.append(...known.map(option));
    const chosen = sessionStorage.getItem(KEY) ?? known.at(0)?.login ?? '';
    this.select.value = known.some(({ login }) => login === chosen) ? chosen : '';
    await this.renew();
  }

  get isAnonymous() {
    return this.select.value === '';
  }

  get name() {
    return this.select.selectedOptions[0].dataset.name ?? '';
  }

  /** A fresh identity for whom the list shows; null for nobody. */
  async renew() {
    sessionStorage.setItem(KEY, this.select.value || ANONYMOUS);
    const login = this.select.value;
    const identity = login ? await sign(login) : null;
    if (login === this.select.value) this.identity = identity;
  }

  /**
   * Ask in the visitor's name; an identity that has expired is renewed once.
   * @template T
   * @param {(identity: string) => Promise<T>} question
   * @returns {Promise<T>}
   */
  async ask(question) {
    try {
      return await question(this.identity ?? '');
    } catch (error) {
      if (!(error instanceof PortalError) || error.status !== 401) throw error;
      await this.renew();
      return question(this.identity ?? '');
    }
  }
}

/** @param {Login} login */
function option({ login, name, structures }) {
  const where = structures.map((structure) => structure.name).join(', ');
  const entry = new Option(where ? `${name} — ${where}` : name, login);
  entry.dataset.name = name;
  return entry;
}
