/** A part of a view that follows the server: read again, it is only drawn anew if it has changed. */

import { ServerRefusal } from '../common/calls.js';
import { button } from '../common/pieces.js';
import { released } from '../common/press.js';
import { el } from '../widget/dom.js';
import { watchMoves } from './moving.js';

/** @import {App} from './app.js' */

/** @template T */
export class Part {
  #asked = 0;
  #known = '';
  /** @type {T | null} */
  #shown = null;
  element = el('div', { class: 'part' });

  /**
   * @param {App} app
   * @param {() => Promise<T>} read
   * @param {(data: T, before: T | null) => Node} draw `before` is what was shown until now
   */
  constructor(app, read, draw) {
    this.app = app;
    this.read = read;
    this.draw = draw;
  }

  /** A later call wins over one that answers after it. */
  async update() {
    const mine = (this.#asked += 1);
    this.element.setAttribute('aria-busy', 'true');
    const show = await this.read().then(
      (data) => () => this.#show(data),
      (error) => () => this.#refuse(error),
    );
    await released();
    if (mine !== this.#asked) return;
    show();
    this.element.removeAttribute('aria-busy');
  }

  /** @param {T} data */
  #show(data) {
    const known = JSON.stringify(data, (name, value) => (name === 'as_of' ? undefined : value));
    if (known === this.#known) return;
    const before = this.#shown;
    this.#known = known;
    this.#shown = data;
    this.#replace(this.draw(data, before));
  }

  /** @param {unknown} error */
  #refuse(error) {
    // What is on screen stays while the server is away.
    if (error instanceof ServerRefusal && error.isUnanswered && this.#shown) return;
    this.#known = '';
    this.#shown = null;
    this.#replace(refusal(error, this.app));
  }

  /** The focus stays on what it was on. @param {Node} content */
  #replace(content) {
    const { activeElement } = document;
    const id = this.element.contains(activeElement) ? activeElement?.id : '';
    const travel = watchMoves(this.element);
    this.element.replaceChildren(content);
    travel();
    if (id) document.getElementById(id)?.focus();
  }
}

/** @param {unknown} error @param {App} app */
export function refusal(error, app) {
  const known = error instanceof ServerRefusal;
  if (!known) console.error(error);
  const text = known ? error.message : 'Une erreur inattendue s’est produite.';
  const notice = el('div', { class: 'notice' }, el('p', {}, text));
  if (known && error.code === 'space_missing') {
    const ask = () => app.ask('Il me manque un espace, que faire ?');
    notice.append(button('Comment obtenir cet espace\u00a0?', ask, 'ask'));
  }
  return notice;
}
