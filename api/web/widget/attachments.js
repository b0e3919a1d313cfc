/** The files that will go with the next message: chosen, dropped or pasted, sent at once. */

import { button, el, icon, tool, unseen } from './dom.js';
import { say } from './language.js';
import { Refusal } from './transport.js';

/** @import {Attachment} from './types.js' */

const ACCEPT = '.pdf,.xml,.zip,.gz,.jpg,.jpeg,.png,.docx,.xlsx,.odt,.ods,.txt,.csv';
const CLIP = 'M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17.2a1.7 1.7 0 0 1-2.4-2.4L15 7.5';

const joining = () => say('Joindre un fichier', 'Attach a file');

/** @typedef {(file: File, signal: AbortSignal, progress: (part: number) => void) => Promise<Attachment>} Upload */
/** @typedef {{row: HTMLElement, stop: AbortController, done: Promise<void>, sent?: Attachment}} Joined */

export class Attachments {
  /** @type {Set<Joined>} */
  #files = new Set();
  element = el('ul', { class: 'files', 'aria-live': 'polite' });
  picker = el('input', { type: 'file', accept: ACCEPT, multiple: true, hidden: true });
  button = button(
    { class: 'join', title: joining() },
    () => this.picker.click(),
    icon(CLIP),
    unseen(joining()),
  );

  /** @param {Upload} upload */
  constructor(upload) {
    this.upload = upload;
    this.picker.addEventListener('change', () => {
      this.add(this.picker.files);
      this.picker.value = '';
    });
  }

  /**
   * Files brought to `zone` with the mouse, or pasted in it.
   * @param {HTMLElement} zone
   */
  receive(zone) {
    zone.addEventListener('dragover', (event) => event.preventDefault());
    zone.addEventListener('drop', (event) => {
      event.preventDefault();
      this.add(event.dataTransfer?.files);
    });
    zone.addEventListener('paste', (event) => this.add(event.clipboardData?.files));
  }

  /** @param {FileList | null | undefined} files */
  add(files) {
    for (const file of files ?? []) this.#add(file);
  }

  /** Until each file has come to the server, or has been refused. */
  async settled() {
    await Promise.all([...this.#files].map(({ done }) => done));
  }

  /** @returns {Attachment[]} those the server has, which then leave the list */
  take() {
    const sent = [...this.#files].flatMap((file) => file.sent ?? []);
    this.clear();
    return sent;
  }

  clear() {
    this.#files.forEach((file) => this.#remove(file));
  }

  /** @param {File} file */
  #add(file) {
    const state = el('span', { class: 'soft' }, say('envoi…', 'sending…'));
    const bar = el('progress', { 'aria-label': say('Envoi de ', 'Sending ') + file.name });
    const remove = () => {
      this.#remove(joined);
      this.button.focus(); // the button that had the focus is gone
    };
    const removal = tool(say('Retirer ', 'Remove ') + file.name, remove, 'M6 6 18 18', 'M18 6 6 18');
    const row = el('li', {}, el('span', {}, file.name), state, bar, removal);
    const stop = new AbortController();
    /** @type {Joined} */
    const joined = { row, stop, done: this.#send(file, stop.signal, state, bar).then((sent) => {
      bar.remove();
      joined.sent = sent;
    }) };
    this.#files.add(joined);
    this.element.append(row);
  }

  /**
   * @param {File} file
   * @param {AbortSignal} signal
   * @param {HTMLElement} state
   * @param {HTMLProgressElement} bar
   * @returns {Promise<Attachment | undefined>}
   */
  async #send(file, signal, state, bar) {
    try {
      const sent = await this.upload(file, signal, (part) => (bar.value = part));
      state.textContent = say('joint', 'attached');
      return sent;
    } catch (error) {
      state.className = 'warn';
      const told = error instanceof Refusal && error.message;
      if (told) state.lang = 'fr';
      state.textContent = told || say('n’a pas pu être envoyé.', 'could not be sent.');
    }
  }

  /** @param {Joined} file */
  #remove(file) {
    file.stop.abort();
    file.row.remove();
    this.#files.delete(file);
  }
}
