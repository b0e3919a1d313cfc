/** The answer field; what is begun for one conversation waits there while another is open. */

import { byId } from './page.js';

export class Composer {
  #form = byId('composer', HTMLFormElement);
  #field = byId('answer', HTMLTextAreaElement);
  /** @type {Map<string, string>} */
  #drafts = new Map();
  /** @type {string | null} */
  #conversation = null;

  /** @param {(conversation: string, text: string) => void} send */
  constructor(send) {
    this.send = send;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#field.addEventListener('keydown', (event) => {
      // During composition (accents, other scripts) Enter accepts the word.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
  }

  /** @param {string | null} conversation null: nothing can be answered */
  show(conversation) {
    this.#form.hidden = conversation === null;
    if (conversation === this.#conversation) return;
    if (this.#conversation) this.#drafts.set(this.#conversation, this.#field.value);
    this.#conversation = conversation;
    this.#field.value = (conversation && this.#drafts.get(conversation)) || '';
  }

  /** Another agent may come to this browser. */
  forget() {
    this.show(null);
    this.#drafts.clear();
  }

  focus() {
    this.#field.focus();
  }

  #submit() {
    const text = this.#field.value.trim();
    if (!text || !this.#conversation) return;
    this.#field.value = '';
    this.#drafts.delete(this.#conversation);
    this.send(this.#conversation, text);
  }
}
