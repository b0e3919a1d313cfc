/** Where the user types. Enter sends, Shift + Enter breaks the line. */

import { el, icon, unseen } from './dom.js';
import { say } from './language.js';

/** @import {Attachments} from './attachments.js' */
/** @import {Attachment} from './types.js' */

const LONGEST = 5000;
const SEND = 'M3 11.5 21 3l-6.5 18-3.5-7.5z M11 13.5 21 3';

export class Composer {
  field = el('textarea', {
    id: 'field',
    rows: '1',
    maxlength: String(LONGEST),
    placeholder: say('Votre question…', 'Your question…'),
    enterkeyhint: 'send',
    autocomplete: 'off',
  });
  #button = el('button', { type: 'submit', class: 'send' }, icon(SEND), unseen(say('Envoyer', 'Send')));

  #sending = false;

  /**
   * @param {(text: string, files: Attachment[]) => void} send
   * @param {(draft: string) => void} save
   * @param {Attachments} files
   */
  constructor(send, save, files) {
    this.send = send;
    this.save = save;
    this.files = files;
    const label = el('label', { for: 'field', class: 'unseen' }, say('Votre message', 'Your message'));
    const line = el('div', { class: 'line' }, files.button, this.field, this.#button);
    this.element = el('form', { class: 'composer' }, files.element, files.picker, label, line);
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
  async #submit(event) {
    event.preventDefault();
    if (this.#sending) return;
    this.#sending = true; // a file on its way goes with the message: it is waited for
    await this.files.settled();
    this.#sending = false;
    const text = this.field.value.trim();
    const files = this.files.take();
    if (!text && !files.length) return this.focus();
    this.fill('');
    this.save('');
    this.send(text, files);
  }
}
