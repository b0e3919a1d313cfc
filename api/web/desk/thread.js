/** The right column: one conversation, read along as it grows. */

import { Composer } from './composer.js';
import { nameOf } from './french.js';
import { Outbox } from './outbox.js';
import { byId } from './page.js';
import { call, conversationPath, Refusal } from './server.js';
import { Transcript } from './transcript.js';

/** @typedef {import('./types.js').Owned} Owned */
/** @typedef {import('./types.js').Page} Page */
/** @typedef {import('./types.js').Waiting} Waiting */

export class Thread {
  #transcript = new Transcript();
  #outbox = new Outbox((conversation) => this.#delivered(conversation));
  #composer = new Composer((conversation, text) => this.#send(conversation, text));
  #title = byId('thread-title', HTMLElement);
  #state = byId('thread-state', HTMLElement);
  #actions = byId('thread-actions', HTMLElement);
  #note = byId('note', HTMLElement);
  #notice = byId('notice', HTMLElement);
  /** @type {string | null} */
  #id = null;
  #lastSeq = 0;
  /** @type {Promise<void>} */
  #reading = Promise.resolve();

  get id() {
    return this.#id;
  }

  get lastSeq() {
    return this.#lastSeq;
  }

  /** @param {string | null} id */
  open(id) {
    this.say('');
    if (id !== this.#id) {
      this.#id = id;
      this.#lastSeq = 0;
      this.#transcript.restart();
      this.#outbox.show(id);
    }
    return this.catchUp();
  }

  /**
   * @param {Owned | Waiting} row
   * @param {boolean} owned
   */
  describe(row, owned) {
    this.#title.textContent = nameOf(row.user);
    const login = row.user.login ? `Identifiant ${row.user.login}. ` : '';
    this.#state.textContent = login + (owned ? 'Vous répondez.' : 'Attend un agent.');
    this.#actions.hidden = false;
    byId('take', HTMLElement).hidden = owned;
    byId('transfer', HTMLElement).hidden = byId('close', HTMLElement).hidden = !owned;
    this.#note.hidden = !row.note;
    this.#note.textContent = row.note ? `Note de ${row.note.author} : ${row.note.text}` : '';
    this.#composer.show(owned ? row.id : null);
  }

  /** @param {string} [why] */
  leave(why = '') {
    void this.open(null);
    this.#title.textContent = 'Aucune conversation ouverte';
    this.#state.textContent = 'Choisissez une conversation dans la liste.';
    this.#actions.hidden = this.#note.hidden = true;
    this.#composer.show(null);
    this.say(why);
  }

  /** Another agent may come to this browser: nothing begun or unsent is left to him. */
  forget() {
    this.leave();
    this.#composer.forget();
    this.#outbox.forget();
  }

  /** @param {string} text an error, or why the conversation left the screen */
  say(text) {
    this.#notice.textContent = text;
  }

  focus() {
    if (byId('composer', HTMLElement).hidden) byId('desk-main', HTMLElement).focus();
    else this.#composer.focus();
  }

  /** Read what is new; one reading at a time, so that nothing is shown twice. */
  catchUp() {
    this.#reading = this.#reading.then(() => this.#read());
    return this.#reading;
  }

  async #read() {
    const id = this.#id;
    if (!id) return;
    try {
      const path = conversationPath(id, `/events?after=${this.#lastSeq}`);
      const page = /** @type {Page} */ (await call('GET', path));
      if (id === this.#id) this.#show(page);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (id === this.#id && error.status !== 404) this.say(error.message);
    }
  }

  /** @param {Page} page */
  #show({ events, last_seq }) {
    this.#lastSeq = last_seq;
    this.#transcript.add(events);
    for (const event of events) if (event.from === 'agent') this.#outbox.confirm(event.text ?? '');
  }

  /**
   * @param {string} conversation
   * @param {string} text
   */
  #send(conversation, text) {
    this.#outbox.send(conversation, text);
    this.#transcript.toEnd();
  }

  /** @param {string} conversation */
  async #delivered(conversation) {
    if (conversation === this.#id) await this.catchUp();
  }
}
