/** Files to join: sent as soon as they are chosen, each with its state, and taken back if need be. */

import { weight } from '../common/dates.js';
import { button } from '../common/pieces.js';
import { el, unseen } from '../widget/dom.js';
import { newClientId } from '../widget/outbox.js';
import { ServerRefusal } from './server.js';

/** @import {StoredFile} from './types.js' */

// The extensions that Chorus Pro accepts; the server looks at what is inside.
const ACCEPT =
  '.bmp,.gif,.fax,.odt,.ppt,.tiff,.xls,.bz2,.gz,.jpeg,.p7s,.rtf,.txt,.xml,.csv,.gzip,.jpg,.pdf,.svg,' +
  '.xhtml,.xlsx,.doc,.htm,.odp,.png,.tgz,.xlc,.zip,.docx,.html,.ods,.pps,.tif,.xlm,.pptx';
const HINT = 'Moins de 10 Mo par fichier, nom de 50 caractères au plus : PDF, image, tableur, XML, ZIP…';

/** @typedef {{row: HTMLElement, stop: AbortController, done: Promise<void>, sent?: StoredFile}} Joined */

export class JoinedFiles {
  /** @type {Set<Joined>} */
  #files = new Set();
  #list = el('ul', { class: 'joined', 'aria-live': 'polite' });
  #picker = el('input', { type: 'file', multiple: true, hidden: true, accept: ACCEPT });
  #button = button('Joindre des fichiers', () => this.#picker.click(), 'second');

  /**
   * @param {(file: File, key: string, signal: AbortSignal) => Promise<StoredFile>} upload
   * @param {() => void} changed what is joined is no longer the same
   * @param {((file: StoredFile) => Promise<void>) | null} [remove] where a file sent can be erased
   */
  constructor(upload, changed, remove = null) {
    this.upload = upload;
    this.changed = changed;
    this.remove = remove;
    const hint = el('p', { class: 'hint', id: 'aide-fichiers' }, HINT);
    this.#button.setAttribute('aria-describedby', hint.id);
    this.#picker.setAttribute('aria-label', 'Fichiers à joindre');
    this.element = el('div', { class: 'field' }, this.#list, this.#button, this.#picker, hint);
    this.#picker.addEventListener('change', () => {
      this.add(this.#picker.files);
      this.#picker.value = '';
    });
  }

  /** @returns {StoredFile[]} those the server has */
  get sent() {
    return [...this.#files].flatMap(({ sent }) => sent ?? []);
  }

  /** Until each file has come to the server, or has been refused. */
  async settled() {
    await Promise.all([...this.#files].map(({ done }) => done));
  }

  /** @param {Iterable<File> | null | undefined} files */
  add(files) {
    for (const file of files ?? []) this.#send(file, newClientId());
  }

  /** @param {StoredFile[]} files sent before the page was loaded */
  restore(files) {
    for (const sent of files) {
      const joined = this.#enter(sent.name, weight(sent.size));
      joined.sent = sent;
    }
  }

  /**
   * @param {File} file
   * @param {string} key
   */
  #send(file, key) {
    const joined = this.#enter(file.name, 'envoi…');
    const state = /** @type {HTMLElement} */ (joined.row.querySelector('.state'));
    joined.done = this.upload(file, key, joined.stop.signal).then(
      (sent) => {
        joined.sent = sent;
        state.textContent = `${weight(sent.size)}, joint`;
        this.changed();
      },
      (error) => this.#fail(joined, file, key, error),
    );
  }

  /**
   * @param {Joined} joined
   * @param {File} file
   * @param {string} key
   * @param {unknown} error
   */
  #fail(joined, file, key, error) {
    const known = error instanceof ServerRefusal;
    this.#say(joined, `Non joint\u00a0: ${known ? error.message : 'l’envoi a échoué.'}`);
    if (known && !error.isUnanswered && !error.isSignedOut) return;
    const again = button('Réessayer', () => {
      this.#drop(joined);
      this.#send(file, key);
    });
    again.append(unseen(` l’envoi de ${file.name}`));
    joined.row.append(again);
  }

  /**
   * @param {string} name
   * @param {string} state
   */
  #enter(name, state) {
    const row = el('li', {}, el('b', {}, name), el('span', { class: 'state' }, state));
    /** @type {Joined} */
    const joined = { row, stop: new AbortController(), done: Promise.resolve() };
    const off = button('Retirer', () => void this.#take(joined), 'plain');
    off.append(unseen(` ${name}`));
    row.append(off);
    this.#files.add(joined);
    this.#list.append(row);
    return joined;
  }

  /** @param {Joined} joined */
  async #take(joined) {
    try {
      if (joined.sent && this.remove) await this.remove(joined.sent);
    } catch (error) {
      return this.#say(joined, error instanceof ServerRefusal ? error.message : 'N’a pas pu être retiré.');
    }
    this.#drop(joined);
    this.changed();
    this.#button.focus(); // the button that had the focus is gone
  }

  /**
   * @param {Joined} joined
   * @param {string} wrong
   */
  #say({ row }, wrong) {
    const state = row.querySelector('.state');
    state?.classList.add('error');
    if (state) state.textContent = wrong;
  }

  /** @param {Joined} joined */
  #drop(joined) {
    joined.stop.abort();
    joined.row.remove();
    this.#files.delete(joined);
  }
}
