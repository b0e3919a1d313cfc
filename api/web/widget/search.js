/** Words sought in what is on screen, from the latest message upwards. */

import { el, tool, unseen } from './dom.js';
import { say } from './language.js';

/** @import {Log} from './log.js' */

export class Search {
  #at = 0;
  #told = el('span', { role: 'status' });
  field = el('input', { type: 'search', 'aria-label': say('Rechercher dans la conversation', 'Search the conversation') });
  element = el(
    'form',
    { class: 'search', role: 'search', hidden: true },
    this.field,
    this.#told,
    tool(say('Résultat précédent', 'Previous result'), () => this.#find(-1), 'M5 15 12 8 19 15'),
    tool(say('Résultat suivant', 'Next result'), () => this.#find(1), 'M5 9 12 16 19 9'),
    tool(say('Fermer la recherche', 'Close the search'), () => this.close(), 'M6 6 18 18', 'M18 6 6 18'),
  );

  /**
   * @param {Log} log
   * @param {() => void} left where the focus goes then
   */
  constructor(log, left) {
    this.log = log;
    this.left = left;
    this.field.addEventListener('input', () => this.#find(0));
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#find(-1);
    });
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
  }

  open() {
    this.element.hidden = false;
    this.field.focus();
    this.field.select();
    this.#find(0);
  }

  close() {
    this.field.value = '';
    this.#find(0);
    this.element.hidden = true;
    this.left();
  }

  /** @param {number} by 0 begins again with the latest */
  #find(by) {
    const shown = /** @type {NodeListOf<HTMLElement>} */ (this.log.element.querySelectorAll('.message:not([hidden]) .bubble'));
    const all = [...shown];
    all.forEach((one) => one.classList.remove('found'));
    const words = plain(this.field.value);
    const found = words ? all.filter((one) => plain(one.textContent).includes(words)) : [];
    const count = found.length;
    this.#at = by ? (this.#at + by + count) % count : count - 1;
    const here = found[this.#at];
    here?.classList.add('found');
    here?.scrollIntoView({ block: 'center' });
    const place = here ? `${this.#at + 1}${say(' sur ', ' of ')}${count}` : words && say('Aucun résultat', 'No result');
    this.#told.replaceChildren(place, unseen(here ? say(' : ', ': ') + here.innerText : ''));
  }
}

/** @param {string | null} text without case or accents, and with plain spaces */
function plain(text) {
  return (text ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
