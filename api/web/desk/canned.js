/** Canned replies: « / » and the beginning of a shortcut, then Enter or Tab. */

import { el } from '../widget/dom.js';
import { byId } from './page.js';
import { call } from './server.js';

/** @typedef {{id: string, shortcut: string, title: string, text: string}} Reply */

const SHOWN = 8;

export class Canned {
  #list = byId('canned', HTMLUListElement);
  /** @type {Reply[]} with this subject's name, invoice… in place of their variables */
  #replies = [];
  /** @type {Reply[]} */
  #found = [];
  #chosen = 0;
  #subject = '';

  /**
   * @param {HTMLTextAreaElement} field
   * @param {() => void} changed
   */
  constructor(field, changed) {
    this.field = field;
    this.changed = changed;
    field.addEventListener('input', () => this.#look());
    field.addEventListener('blur', () => this.#hide());
    // The field keeps the focus, and so the caret, while the mouse chooses.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
  }

  /**
   * @param {string} subject id of a conversation, or reference of a sollicitation
   * @param {'conversation' | 'sollicitation'} [kind]
   */
  async open(subject, kind = 'conversation') {
    this.#subject = subject;
    this.#replies = [];
    this.#hide();
    if (!subject) return;
    const path = `/canned-replies?${kind}=${encodeURIComponent(subject)}`;
    const answer = await call('GET', path).catch(() => ({ items: [] }));
    if (subject !== this.#subject) return;
    this.#replies = answer.items;
    if (document.activeElement === this.field) this.#look(); // « / » may be typed already
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} true when the key was for the list
   */
  pressed(event) {
    if (this.#list.hidden) return false;
    const { key } = event;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (key === 'Escape') this.#hide();
    else if (key === 'Enter' || key === 'Tab') this.#take(this.#found[this.#chosen]);
    else if (key === 'ArrowDown' || key === 'ArrowUp') this.#move(steps[key]);
    else return false;
    event.preventDefault();
    return true;
  }

  #look() {
    const word = this.#word();
    const found = word === null ? [] : this.#replies.filter((reply) => matches(reply, word));
    this.#found = found.slice(0, SHOWN);
    this.#chosen = 0;
    this.#draw();
  }

  /** What follows « / » at the beginning of a word, up to the caret. */
  #word() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    return /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u.exec(before)?.[1].toLowerCase() ?? null;
  }

  /** @param {number} step */
  #move(step) {
    this.#chosen = (this.#chosen + step + this.#found.length) % this.#found.length;
    this.#draw();
  }

  #draw() {
    this.#list.hidden = this.#found.length === 0;
    this.#list.replaceChildren(...this.#found.map((reply, rank) => this.#option(reply, rank)));
    const active = this.#list.hidden ? '' : `canned-${this.#chosen}`;
    this.field.setAttribute('aria-activedescendant', active);
    this.#list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  #hide() {
    this.#found = [];
    this.#draw();
  }

  /**
   * @param {Reply} reply
   * @param {number} rank
   */
  #option(reply, rank) {
    const attributes = { id: `canned-${rank}`, role: 'option', 'aria-selected': String(rank === this.#chosen) };
    const name = el('b', {}, `/${reply.shortcut}`);
    const option = el('li', attributes, name, ` ${reply.title}`, el('span', { class: 'excerpt' }, reply.text));
    option.addEventListener('click', () => this.#take(reply));
    return option;
  }

  /** @param {Reply} reply */
  #take({ text }) {
    const end = this.field.selectionStart;
    const start = end - (this.#word()?.length ?? 0) - 1;
    this.field.setRangeText(text, start, end, 'end');
    this.#hide();
    this.changed();
  }
}

/**
 * @param {Reply} reply
 * @param {string} word
 */
function matches({ shortcut, title }, word) {
  return shortcut.toLowerCase().startsWith(word) || title.toLowerCase().includes(word);
}
