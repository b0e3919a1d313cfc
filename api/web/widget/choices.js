/** Buttons under an answer; they go out of use once the user has said something later. */

import { el } from './dom.js';

/** @import {Choice} from './types.js' */

export class Choices {
  /** @type {HTMLUListElement[]} groups that may still be used */
  #open = [];

  /** @param {(choice: Choice) => void} take */
  constructor(take) {
    this.take = take;
  }

  /** @param {Choice[]} choices */
  render(choices) {
    const group = el('ul', { class: 'choices', 'aria-label': 'Réponses proposées' });
    for (const choice of choices) {
      const button = el('button', { type: 'button' }, choice.label);
      button.addEventListener('click', () => this.take(choice));
      group.append(el('li', {}, button));
    }
    this.#open.push(group);
    return group;
  }

  /** @param {string} said what the user said; the button of that name shows as taken */
  settle(said) {
    const latest = this.#open.at(-1);
    for (const group of this.#open.splice(0)) {
      for (const button of group.querySelectorAll('button')) {
        button.disabled = true;
        const taken = group === latest && button.textContent === said;
        if (taken) button.setAttribute('aria-pressed', 'true');
      }
    }
  }

  clear() {
    this.#open = [];
  }
}
