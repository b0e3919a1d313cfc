/** Calls of `/portal/v1` in the user's name. */

import { newClientId } from '../widget/outbox.js';
import { digestOf } from './digest.js';
import { identity } from './identity.js';

/** @import {TabNotes} from './storage.js' */
/** @import {StoredFile} from './types.js' */

const BASE = '/portal/v1/';
const TIMEOUT = 30_000;
const UPLOAD_TIMEOUT = 180_000;

/** The server said no, or nothing (`status` 0); `message` is the French explanation. */
export class ServerRefusal extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} detail
   */
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }

  get isSignedOut() {
    return this.status === 401;
  }

  /** Whether the write may have been done all the same: the same must be asked again. */
  get isUnanswered() {
    return this.status === 0 || this.status === 408 || this.status >= 500;
  }
}

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
  const blob = await (await ask(address, { timeout: UPLOAD_TIMEOUT })).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
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

/** @param {unknown} error */
function isFinal(error) {
  return error instanceof ServerRefusal && !error.isUnanswered && !error.isSignedOut;
}

/**
 * @typedef {object} Options
 * @property {string} [method]
 * @property {object} [body]
 * @property {string} [key]
 * @property {AbortSignal} [signal]
 * @property {number} [timeout] ms
 * @property {string | null} [as] identity
 */

/**
 * @param {string} address
 * @param {Options} options
 * @returns {Promise<Response>}
 */
async function ask(address, options) {
  const full = address.startsWith(BASE) ? address : BASE + address;
  const response = await fetch(full, request(options)).catch(() => null);
  if (response?.ok) return response;
  if (options.signal?.aborted) throw new ServerRefusal(0, 'aborted', 'Envoi interrompu.');
  throw await refusalOf(response);
}

/**
 * @param {Options} options
 * @returns {RequestInit}
 */
function request({ method = 'GET', body, key, signal, timeout = TIMEOUT, as = identity() }) {
  const isForm = body instanceof FormData;
  const limit = AbortSignal.timeout(timeout);
  return {
    method,
    headers: {
      Authorization: `Bearer ${as ?? ''}`,
      ...(body && !isForm && { 'Content-Type': 'application/json' }),
      ...(key && { 'Idempotency-Key': key }),
    },
    body: isForm ? body : body && JSON.stringify(body),
    cache: 'no-store',
    credentials: 'omit',
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  };
}

/** @param {Response | null} response */
async function refusalOf(response) {
  if (!response) {
    const detail = navigator.onLine
      ? 'Le serveur ne répond pas pour le moment.'
      : 'Vous êtes hors connexion.';
    return new ServerRefusal(0, 'unreachable', detail);
  }
  const problem = await response.json().catch(() => null);
  const detail = problem?.detail ?? 'Le serveur n’a pas pu traiter la demande.';
  return new ServerRefusal(response.status, problem?.code ?? 'unknown', detail);
}
