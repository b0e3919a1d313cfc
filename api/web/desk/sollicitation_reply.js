/** The answer to a sollicitation: begun here, kept in this tab until it is sent. */

import { Canned } from './canned.js';
import { Drafts } from './drafts.js';
import { agentLogin, byId } from './page.js';
import { ReplyFiles } from './sollicitation_files.js';

export class Reply {
  #drafts = new Drafts(agentLogin());
  #key;
  /** @type {HTMLTextAreaElement | null} */
  #field = null;
  /** @type {ReplyFiles | null} */
  #files = null;

  /** @param {string} reference */
  constructor(reference) {
    this.reference = reference;
    this.#key = `sollicitation:${reference}`;
  }

  /** Whenever the server has drawn the box. */
  begin() {
    const form = document.getElementById('reply-form');
    if (!(form instanceof HTMLFormElement)) return;
    const field = byId('reply-text', HTMLTextAreaElement);
    this.#field = field;
    field.value ||= this.#drafts.read(this.#key);
    field.addEventListener('input', () => this.#keep());
    this.#files = new ReplyFiles(form, this.reference, this.#drafts);
    this.#addCanned(form, field);
    this.#keep();
  }

  /** The box is about to be drawn again. */
  leave() {
    this.#files?.stop();
    this.#field = this.#files = null;
  }

  /** What was begun has been sent. */
  forget() {
    if (this.#field) this.#field.value = '';
    this.#drafts.keep(this.#key, '');
    this.#files?.forget();
  }

  focus() {
    this.#field?.focus();
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLTextAreaElement} field
   */
  #addCanned(form, field) {
    const canned = new Canned(field, () => this.#keep());
    void canned.open(this.reference, 'sollicitation');
    byId('reply-canned', HTMLButtonElement).addEventListener('click', () => ask(field));
    field.addEventListener('keydown', (event) => {
      if (event.isComposing || canned.pressed(event)) return;
      if (event.key === 'Escape') byId('main', HTMLElement).focus();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) answer(form);
    });
  }

  /** As many lines as the text has, up to sixteen. */
  #keep() {
    if (!this.#field) return;
    this.#drafts.keep(this.#key, this.#field.value);
    this.#field.rows = Math.min(16, Math.max(6, this.#field.value.split('\n').length));
  }
}

/** @param {HTMLFormElement} form htmx knows by a click alone which button sends it */
function answer(form) {
  const button = form.querySelector('button[value=answer]');
  if (button instanceof HTMLButtonElement) button.click();
}

/** @param {HTMLTextAreaElement} field « / » opens the list of canned replies */
function ask(field) {
  const at = field.selectionStart;
  const glued = /\S$/.test(field.value.slice(0, at));
  field.focus();
  field.setRangeText(glued ? ' /' : '/', at, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input'));
}
