/** One part of the page: loading, shown, or refused with the server's own explanation. */

import { el } from '../widget/dom.js';
import { PortalError } from './portal.js';

export class Section {
  #last = 0;

  /**
   * @param {HTMLElement} element
   * @param {(question: string) => void} ask
   */
  constructor(element, ask) {
    this.element = element;
    this.content = /** @type {HTMLElement} */ (element.querySelector('.content'));
    this.ask = ask;
  }

  /**
   * Show what `load` gives; a later call wins over one that answers after it.
   * @param {() => Promise<Node>} load
   */
  async show(load) {
    const mine = (this.#last += 1);
    this.element.setAttribute('aria-busy', 'true');
    const shown = await load().catch((error) => this.#refusal(error));
    if (mine !== this.#last) return;
    this.content.replaceChildren(shown);
    this.element.removeAttribute('aria-busy');
  }

  /** @param {unknown} error */
  #refusal(error) {
    const known = error instanceof PortalError;
    const text = known ? error.message : 'Une erreur inattendue s’est produite.';
    const notice = el('div', { class: 'notice' }, el('p', {}, text));
    if (known && error.code === 'space_missing') {
      const button = el('button', { type: 'button', class: 'ask' }, 'Comment obtenir cet espace\u00a0?');
      button.addEventListener('click', () => this.ask('Il me manque un espace, que faire ?'));
      notice.append(button);
    }
    return notice;
  }
}
