/** Where the user types. Enter sends, Shift + Enter breaks the line. */

import { el, icon, unseen } from './dom.js';

const LONGEST = 5000;
const SEND = 'M3 11.5 21 3l-6.5 18-3.5-7.5z M11 13.5 21 3';

export class Composer {
  field = el('textarea', {
    id: 'field',
    rows: '1',
    maxlength: String(LONGEST),
    placeholder: 'Écrivez votre question…',
    enterkeyhint: 'send',
    autocomplete: 'off',
  });
  #button = el('button', { type: 'submit', class: 'send' }, icon(SEND), unseen('Envoyer'));

  /**
   * @param {(text: string) => void} send
   * @param {(draft: string) => void} save
   */
  constructor(send, save) {
    this.send = send;
    this.save = save;
    const label = el('label', { for: 'field', class: 'unseen' }, 'Votre message');
    this.element = el('form', { class: 'composer' }, label, this.field, this.#button);
    this.element.addEventListener('submit', (event) => this.#submit(event));
    this.field.addEventListener('input', () => this.save(this.field.value));
    this.field.addEventListener('keydown', (event) => this.#key(event));
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** @param {string} draft */
  fill(draft) {
    this.field.value = draft;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return this.focus();
    this.fill('');
    this.save('');
    this.send(text);
  }
}
