/** Calls of `/portal/v1` in the user's name. */

import { ServerRefusal, UPLOAD_TIMEOUT, ask as call, isFinal } from '../common/calls.js';
import { newClientId } from '../widget/outbox.js';
import { save } from '../widget/save.js';
import { digestOf } from './digest.js';
import { identity } from './identity.js';

/** @import {Options} from '../common/calls.js' */
/** @import {TabNotes} from './storage.js' */
/** @import {StoredFile} from './types.js' */

const BASE = '/portal/v1/';

export { ServerRefusal };

/**
 * @param {string} address under `/portal/v1/`
 * @param {string | null} [as] another identity than the one in place
 * @returns {Promise<any>}
 */
export async function read(address, as = identity()) {
  return (await ask(address, { as })).json();
}

/**
 * A file that needs the user's identity: fetched, then given to the browser.
 * @param {string} address under `/portal/v1/`, or absolute as the server gives it
 * @param {string} name
 */
export async function download(address, name) {
  save(await (await ask(address, { timeout: UPLOAD_TIMEOUT })).blob(), name);
}

export class Writer {
  /** @param {TabNotes} notes */
  constructor(notes) {
    this.notes = notes;
  }

  /**
   * Done once: the key is kept until the server has answered, through double clicks and reloads.
   * @param {'POST' | 'PUT' | 'DELETE'} method
   * @param {string} address
   * @param {object} [body]
   * @returns {Promise<any>} null for an empty answer
   */
  async write(method, address, body) {
    const name = `cle:${method} ${address}`;
    const key = this.#key(name, digestOf(JSON.stringify(body ?? null)));
    try {
      const response = await ask(address, { method, body, key });
      this.notes.forget(name);
      return response.status === 204 ? null : await response.json();
    } catch (error) {
      if (isFinal(error)) this.notes.forget(name);
      throw error;
    }
  }

  /**
   * @param {string} address
   * @param {File} file
   * @param {string} key the same for another attempt
   * @param {AbortSignal} signal
   * @returns {Promise<StoredFile>}
   */
  async upload(address, file, key, signal) {
    const body = new FormData();
    body.append('file', file);
    const options = { method: 'POST', body, key, signal, timeout: UPLOAD_TIMEOUT };
    return (await ask(address, options)).json();
  }

  /**
   * @param {string} name
   * @param {string} digest of what is said: the tab keeps it, not the words
   */
  #key(name, digest) {
    const kept = this.notes.read(name);
    if (kept?.digest === digest) return kept.key;
    const key = newClientId();
    this.notes.keep(name, { key, digest });
    return key;
  }
}

/**
 * @param {string} address under `/portal/v1/`, or absolute
 * @param {Options} options in the name of who is here, unless they say otherwise
 */
function ask(address, options) {
  const full = address.startsWith(BASE) ? address : BASE + address;
  return call(full, { as: identity(), ...options });
}
