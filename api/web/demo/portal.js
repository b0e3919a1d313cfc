/** What the page asks of the server: its demonstration users, and their own view of the portal. */

import { ServerRefusal, UPLOAD_TIMEOUT, ask, isFinal } from '../common/calls.js';
import { newClientId } from '../widget/outbox.js';

/** @import {Login} from './types.js' */
/** @import {Visitor} from './visitor.js' */

const BASE = '/portal/v1/';

/** @returns {Promise<Login[]>} */
export async function logins() {
  return (await (await ask('/demo/v1/logins', {})).json()).items;
}

/**
 * @param {string} login
 * @returns {Promise<string>} the JWT that a real portal would sign
 */
export async function sign(login) {
  const signed = await ask('/demo/v1/identities', { method: 'POST', body: { login } });
  return (await signed.json()).identity;
}

/** `/portal/v1` in the visitor's name; an identity that has expired is renewed once. */
export class Portal {
  /** @type {Map<string, string>} keys of the writes that the server has not answered yet */
  #keys = new Map();

  /** @param {Visitor} visitor */
  constructor(visitor) {
    this.visitor = visitor;
  }

  /**
   * @param {string} address
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  read(address, signal) {
    return this.#ask(address, { signal });
  }

  /**
   * What changes nothing although it is posted.
   * @param {string} address
   * @param {object} body
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  question(address, body, signal) {
    return this.#ask(address, { method: 'POST', body, signal, timeout: UPLOAD_TIMEOUT });
  }

  /**
   * Done once, however often it is asked: the same key goes until the server has answered.
   * @param {string} address
   * @param {object} body
   * @param {string} [what] tells it from other writes, where the body cannot be written out
   * @returns {Promise<any>}
   */
  async write(address, body, what = JSON.stringify(body)) {
    const name = `${this.visitor.login} ${address} ${what}`;
    const key = this.#keys.get(name) ?? newClientId();
    this.#keys.set(name, key);
    try {
      const answer = await this.#ask(address, { method: 'POST', body, key, timeout: UPLOAD_TIMEOUT });
      this.#keys.delete(name);
      return answer;
    } catch (error) {
      if (isFinal(error)) this.#keys.delete(name);
      throw error;
    }
  }

  /**
   * @param {string} address
   * @param {import('../common/calls.js').Options} options
   */
  async #ask(address, options) {
    const asked = async () =>
      (await ask(BASE + address, { ...options, as: this.visitor.identity })).json();
    try {
      return await asked();
    } catch (error) {
      if (!(error instanceof ServerRefusal && error.isSignedOut)) throw error;
      await this.visitor.renew();
      return asked();
    }
  }
}
