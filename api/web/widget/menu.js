/** What is seldom needed, behind one button: arrows, Home and End move, Escape and Tab leave. */

import { button, el, icon, unseen } from './dom.js';

/** @typedef {[label: string, act: () => unknown]} Item */

const DOTS = 'M12 5v.01M12 12v.01M12 19v.01';

export class Menu {
  #list = el('div', { class: 'menu', role: 'menu', hidden: true });
  #button = button(
    { class: 'close', title: 'Options', 'aria-haspopup': 'menu' },
    () => (this.#list.hidden ? this.show(this.items()) : this.#leave()),
    icon(DOTS),
    unseen('Options'),
  );
  element = el('div', { class: 'options' }, this.#button, this.#list);

  /** @param {() => Item[]} items those that serve now */
  constructor(items) {
    this.items = items;
    this.#open(false);
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.element.contains(/** @type {Node | null} */ (relatedTarget))) this.#open(false);
    });
  }

  /**
   * @param {Item[]} items the first one gets the focus
   * @param {string} [question] that they answer
   */
  show(items, question = '') {
    this.#list.setAttribute('aria-label', question || 'Options');
    const asked = el('p', { 'aria-hidden': 'true', hidden: !question }, question);
    this.#list.replaceChildren(asked, ...items.map(([label, act]) =>
      button({ role: 'menuitem', tabindex: '-1' }, () => (this.#leave(), act()), label)));
    this.#open(true);
    this.#all[0].focus();
  }

  get #all() {
    return [...this.#list.querySelectorAll('button')];
  }

  /** @param {boolean} open */
  #open(open) {
    this.#list.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
  }

  #leave() {
    this.#open(false);
    this.#button.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.#list.hidden) return;
    const all = this.#all;
    const at = all.findIndex((item) => item.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape') this.#leave();
    else if (to !== undefined) all.at(to % all.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
