/** Files of an answer that is being written: sent at once, named by the form, kept with the draft. */

import { el } from '../widget/dom.js';
import { byId } from './page.js';
import { call, Refusal } from './server.js';

/** @import {Drafts} from './drafts.js' */
/** @typedef {{id: number, name: string}} Joined */

export class ReplyFiles {
  #list = byId('reply-files', HTMLUListElement);
  #stop = new AbortController();
  #coming = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {string} reference
   * @param {Drafts} drafts
   */
  constructor(form, reference, drafts) {
    this.form = form;
    this.reference = reference;
    this.drafts = drafts;
    const picker = byId('reply-picker', HTMLInputElement);
    byId('reply-join', HTMLButtonElement).addEventListener('click', () => picker.click());
    picker.addEventListener('change', () => {
      this.#add(picker.files);
      picker.value = '';
    });
    this.#receive();
    this.#begun().forEach((file) => this.#list.append(this.#row(file)));
  }

  stop() {
    this.#stop.abort();
  }

  forget() {
    this.#list.replaceChildren();
    this.#keep();
  }

  #receive() {
    this.form.addEventListener('dragover', (event) => event.preventDefault());
    this.form.addEventListener('drop', (event) => {
      event.preventDefault();
      this.#add(event.dataTransfer?.files);
    });
    this.form.addEventListener('paste', (event) => this.#add(event.clipboardData?.files));
  }

  /** @param {FileList | null | undefined} files */
  #add(files) {
    for (const file of files ?? []) void this.#send(file);
  }

  /** @param {File} file */
  async #send(file) {
    const state = el('span', { class: 'hint' }, 'envoi…');
    const row = el('li', {}, `${file.name} `, state);
    this.#list.append(row);
    this.#busy(1);
    try {
      const body = new FormData();
      body.append('file', file);
      const path = `/sollicitations/${encodeURIComponent(this.reference)}/files`;
      const joined = await call('POST', path, body, this.#stop.signal);
      this.#list.querySelector(`input[value="${joined.id}"]`)?.parentElement?.remove(); // twice the same
      row.replaceWith(this.#row(joined));
      this.#keep();
    } catch (error) {
      state.className = 'error';
      state.textContent = error instanceof Refusal ? error.message : 'n’a pas pu être envoyé.';
    } finally {
      this.#busy(-1);
    }
  }

  /**
   * Nothing is sent before its files have come.
   * @param {1 | -1} step
   */
  #busy(step) {
    this.#coming += step;
    for (const button of this.form.querySelectorAll('button[name=act]')) {
      /** @type {HTMLButtonElement} */ (button).disabled = this.#coming > 0;
    }
  }

  /** @param {Joined} file */
  #row({ id, name }) {
    const label = `Retirer ${name}`;
    const removal = el('button', { type: 'button', 'aria-label': label, title: label }, 'Retirer');
    const row = el('li', {}, el('span', {}, name), removal);
    row.append(el('input', { type: 'hidden', name: 'files', value: String(id), 'data-name': name }));
    removal.addEventListener('click', () => {
      row.remove();
      this.#keep();
      byId('reply-join', HTMLButtonElement).focus(); // the button that had the focus is gone
    });
    return row;
  }

  get #key() {
    return `sollicitation:${this.reference}:files`;
  }

  /** @returns {Joined[]} */
  #begun() {
    return JSON.parse(this.drafts.read(this.#key) || '[]');
  }

  #keep() {
    const named = [...this.#list.querySelectorAll('input')];
    const files = named.map(({ value, dataset }) => ({ id: Number(value), name: dataset.name ?? '' }));
    this.drafts.keep(this.#key, files.length ? JSON.stringify(files) : '');
  }
}
