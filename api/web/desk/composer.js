/** The answer field; what is begun for one conversation waits there while another is open. */

import { Attachments } from '../widget/attachments.js';
import { Canned } from './canned.js';
import { Drafts } from './drafts.js';
import { digitOf, pressing } from './keys.js';
import { agentLogin, byId } from './page.js';
import { call, conversationPath } from './server.js';

/** @import {Attachment} from './types.js' */

const TYPING_EVERY = 4_000;

export class Composer {
  #form = byId('composer', HTMLFormElement);
  #field = byId('answer', HTMLTextAreaElement);
  #drafts = new Drafts(agentLogin());
  #files = new Attachments((file, signal) => this.#upload(file, signal));
  #canned = new Canned(this.#field, () => this.#keep());
  #conversation = '';
  #toldTyping = 0;

  /** @param {(text: string, files: Attachment[]) => void} send */
  constructor(send) {
    this.send = send;
    byId('joined', HTMLElement).append(this.#files.element, this.#files.picker);
    byId('join', HTMLElement).append(this.#files.button);
    this.#files.receive(this.#form);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#field.addEventListener('keydown', (event) => this.#pressed(event));
    this.#field.addEventListener('input', () => this.#typed());
  }

  /** @param {string} conversation empty: nothing can be answered */
  show(conversation) {
    this.#form.hidden = !conversation;
    if (conversation === this.#conversation) return;
    this.#conversation = conversation;
    this.#files.clear();
    this.#field.value = conversation ? this.#drafts.read(conversation) : '';
    this.#canned.open(conversation);
    this.#fit();
  }

  /** @param {string} text put where the caret is */
  insert(text) {
    if (this.#form.hidden) return;
    this.#field.focus();
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    const gap = before && !/\s$/.test(before) ? ' ' : '';
    this.#field.setRangeText(gap + text, this.#field.selectionStart, this.#field.selectionEnd, 'end');
    this.#keep();
  }

  /**
   * What could not be sent comes back to be corrected, unless something else is begun.
   * @param {string} conversation
   * @param {string} text
   */
  giveBack(conversation, text) {
    if (this.#drafts.read(conversation)) return;
    this.#drafts.keep(conversation, text);
    if (conversation === this.#conversation) this.#field.value = text;
  }

  /** @returns {boolean} whether there is a field to write in */
  focus() {
    if (!this.#form.hidden) this.#field.focus();
    return !this.#form.hidden;
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    // During composition (accents, other scripts) Enter accepts the word.
    if (event.isComposing || this.#canned.pressed(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) this.#form.requestSubmit();
    else if (event.key === 'Escape') byId('main', HTMLElement).focus();
    else if (!event.altKey || !pressing(digitOf(event))) return;
    else pressing(digitOf(event))?.();
    event.preventDefault();
  }

  #typed() {
    this.#keep();
    const now = Date.now();
    if (!this.#field.value.trim() || now - this.#toldTyping < TYPING_EVERY) return;
    this.#toldTyping = now;
    call('POST', conversationPath(this.#conversation, '/typing'), {}).catch(() => null);
  }

  #keep() {
    this.#drafts.keep(this.#conversation, this.#field.value);
    this.#fit();
  }

  /** As many lines as the text has, up to ten. */
  #fit() {
    this.#field.rows = Math.min(10, Math.max(3, this.#field.value.split('\n').length));
  }

  async #submit() {
    const conversation = this.#conversation;
    await this.#files.settled();
    const text = this.#field.value.trim();
    if (conversation !== this.#conversation) return;
    const files = this.#files.take();
    if (!text && !files.length) return;
    this.#field.value = '';
    this.#toldTyping = 0;
    this.#keep();
    this.send(text, files);
  }

  /**
   * @param {File} file
   * @param {AbortSignal} signal
   * @returns {Promise<Attachment>}
   */
  #upload(file, signal) {
    const body = new FormData();
    body.append('file', file);
    return call('POST', conversationPath(this.#conversation, '/attachments'), body, signal);
  }
}
