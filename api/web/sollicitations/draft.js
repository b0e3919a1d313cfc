/**
 * A sollicitation that is being written. It is created as a draft, then sent: whatever happens to
 * the answers, there is one of it.
 */

import { ServerRefusal } from './server.js';

/** @import {App} from './app.js' */
/** @import {Detail, StoredFile} from './types.js' */

/**
 * What the form holds, as the server takes it.
 * @typedef {object} Written
 * @property {string} [category]
 * @property {string} [sub_category]
 * @property {string} [structure_siret]
 * @property {string} [addressee_siret]
 * @property {string} [invoice_number]
 * @property {string} [title]
 * @property {string} description
 */

const CREATION = 'creation';

export class Draft {
  /**
   * @param {App} app
   * @param {string | undefined} reference none while the server does not know of it
   */
  constructor(app, reference) {
    this.app = app;
    this.reference = reference;
  }

  /** @param {Written} written @returns {Promise<Detail>} */
  async save(written) {
    if (this.reference) return this.#put(written);
    const begun = this.app.notes.read(CREATION);
    const same = !begun || JSON.stringify(begun) === JSON.stringify(written);
    // An earlier attempt without an answer may have arrived: it goes again as it was, then changes.
    const created = await this.#create(same ? written : begun).catch((error) => {
      if (same || !isAnswer(error)) throw error;
      return null;
    });
    if (same && created) return created;
    return created ? this.#put(written) : this.#create(written);
  }

  /** @returns {Promise<Detail>} once sent; again, it is given back as it was sent */
  submit() {
    return this.app.writer.write('POST', `${this.#path}/submission`);
  }

  /**
   * @param {File} file
   * @param {string} key
   * @param {AbortSignal} signal
   * @returns {Promise<StoredFile>}
   */
  upload(file, key, signal) {
    return this.app.writer.upload(`${this.#path}/files`, file, key, signal);
  }

  /** @param {StoredFile} file */
  async removeFile({ id }) {
    await this.app.writer.write('DELETE', `${this.#path}/files/${id}`);
  }

  async erase() {
    await this.app.writer.write('DELETE', this.#path);
  }

  get #path() {
    return `sollicitations/${encodeURIComponent(this.reference ?? '')}`;
  }

  /** @param {Written} written @returns {Promise<Detail>} */
  async #create(written) {
    const { notes, writer } = this.app;
    notes.keep(CREATION, written);
    try {
      const created = await writer.write('POST', 'sollicitations', { ...written, draft: true });
      notes.forget(CREATION);
      this.reference = created.reference;
      return created;
    } catch (error) {
      if (isAnswer(error)) notes.forget(CREATION);
      throw error;
    }
  }

  /** @param {Written} written @returns {Promise<Detail>} */
  #put(written) {
    return this.app.writer.write('PUT', this.#path, written);
  }
}

/** @param {unknown} error */
function isAnswer(error) {
  return error instanceof ServerRefusal && !error.isUnanswered && !error.isSignedOut;
}
