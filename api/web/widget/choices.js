/**
 * Buttons under an answer; they go out of use once the user has said something later, or, for those
 * of the queue, once he no longer waits in it.
 */

import { button, el } from './dom.js';
import { say } from './language.js';

/** @import {Choice} from './types.js' */

export class Choices {
  /** @type {HTMLUListElement[]} groups that may still be used */
  #open = [];
  /** @type {HTMLUListElement[]} groups of the queue: what is said while waiting leaves them there */
  #waiting = [];

  /** @param {(choice: Choice) => void} take */
  constructor(take) {
    this.take = take;
  }

  /**
   * @param {Choice[]} choices
   * @param {boolean} [waiting] they serve as long as the user waits in the queue
   */
  render(choices, waiting) {
    const group = el('ul', { class: 'choices', 'aria-label': say('Réponses proposées', 'Suggested answers') });
    for (const choice of choices) {
      const made = button({ lang: 'fr' }, () => this.take(choice), choice.label);
      group.append(el('li', {}, made));
    }
    (waiting ? this.#waiting : this.#open).push(group);
    return group;
  }

  /** @param {string} said what the user said; the button of that name shows as taken */
  settle(said) {
    const latest = this.#open.at(-1);
    for (const group of this.#open.splice(0)) {
      disable(group);
      for (const button of group.querySelectorAll('button')) {
        const taken = group === latest && button.textContent === said;
        if (taken) button.setAttribute('aria-pressed', 'true');
      }
    }
  }

  /** The user no longer waits. */
  leave() {
    for (const group of this.#waiting.splice(0)) disable(group);
  }

  clear() {
    this.#open = [];
    this.#waiting = [];
  }
}

/** @param {HTMLElement} group */
function disable(group) {
  for (const button of group.querySelectorAll('button')) button.disabled = true;
}
