/** Who is looking at the page: chosen in the list, kept for the tab, signed by the server. */

import { logins, sign } from './portal.js';

/** @import {Login} from './types.js' */

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

  get login() {
    return this.select.value;
  }

  get isAnonymous() {
    return this.login === '';
  }

  get name() {
    return this.select.selectedOptions[0].dataset.name ?? '';
  }

  /** A fresh identity for whom the list shows; null for nobody. */
  async renew() {
    sessionStorage.setItem(KEY, this.login || ANONYMOUS);
    const { login } = this;
    const identity = login ? await sign(login) : null;
    if (login === this.login) this.identity = identity;
  }
}

/** @param {Login} login */
function option({ login, name, structures }) {
  const where = structures.map((structure) => structure.name).join(', ');
  const entry = new Option(where ? `${name} — ${where}` : name, login);
  entry.dataset.name = name;
  return entry;
}
