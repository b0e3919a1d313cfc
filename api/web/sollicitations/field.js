/** A field with its label, its hint and its error, tied together for who does not see the page. */

import { el } from '../widget/dom.js';

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

/** @template {Control} C */
export class Field {
  #hint;
  #error;

  /**
   * @param {string} name
   * @param {string} label
   * @param {C} control
   * @param {{hint?: string}} [options]
   */
  constructor(name, label, control, { hint = '' } = {}) {
    this.name = name;
    this.control = control;
    control.id = `champ-${name}`;
    this.#hint = el('p', { class: 'hint', id: `aide-${name}` }, hint);
    this.#hint.hidden = !hint;
    this.#error = el('p', { class: 'error', id: `erreur-${name}` });
    this.#error.hidden = true;
    this.label = el('label', { for: control.id }, label);
    this.element = el('div', { class: 'field' }, this.label, this.#hint, this.#error, control);
    this.#describe();
  }

  get value() {
    return this.control.value.trim();
  }

  /** @param {string} text */
  set value(text) {
    this.control.value = text;
  }

  /** @param {string} text */
  set hint(text) {
    this.#hint.textContent = text;
    this.#hint.hidden = !text;
    this.#describe();
  }

  get error() {
    return this.#error.textContent ?? '';
  }

  /** @param {string} text empty when nothing is wrong */
  set error(text) {
    this.#error.textContent = text;
    this.#error.hidden = !text;
    if (text) this.control.setAttribute('aria-invalid', 'true');
    else this.control.removeAttribute('aria-invalid');
    this.#describe();
  }

  #describe() {
    const ids = [this.#hint, this.#error].filter(({ hidden }) => !hidden).map(({ id }) => id);
    if (ids.length) this.control.setAttribute('aria-describedby', ids.join(' '));
    else this.control.removeAttribute('aria-describedby');
  }
}
