/** « Clara écrit… », until the answer comes, or for as long as the server says. */

import { el } from './dom.js';
import { say } from './language.js';

export class Typing {
  #name = el('span');
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #end;
  element = el('p', { class: 'typing', hidden: true }, this.#name, dots());

  /**
   * @param {string} author
   * @param {number} [seconds] until it goes out by itself; 0 at once
   */
  show(author, seconds) {
    clearTimeout(this.#end);
    this.#name.textContent = author + say(' écrit', ' is typing');
    this.element.hidden = false;
    if (seconds !== undefined) this.#end = setTimeout(() => this.hide(), seconds * 1000);
  }

  hide() {
    clearTimeout(this.#end);
    this.element.hidden = true;
  }
}

function dots() {
  return el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
}
