/** The calls of `/chat/v1`, one method each. */

/** @import {Attachment, ChatEvent, Conversation, Pending} from './types.js' */

import { say } from './language.js';

const TIMEOUT = 20_000;

/** The server answered, and said no; `message` is its French explanation, empty for want of one. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {string} detail
   */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }

  /** The conversation is no longer ours: erased, expired, or its token refused. */
  get isGone() {
    return [401, 403, 404, 410].includes(this.status);
  }

  /** Asking again later may succeed. */
  get isPassing() {
    return this.status >= 500 || this.status === 408 || this.status === 429;
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Refusal>}
 */
export async function refusalOf(response) {
  const problem = await response.json().catch(() => ({}));
  return new Refusal(response.status, problem.detail ?? say('Le message n’a pas pu être traité.', ''));
}

export class Transport {
  /** @param {string} api base address, with its final slash */
  constructor(api) {
    this.api = api;
  }

  /**
   * @param {string | null} identity
   * @returns {Promise<Conversation>}
   */
  async create(identity) {
    const body = identity ? { identity } : {};
    const { id, token } = await this.#call('chat/v1/conversations', { body });
    return { id, token };
  }

  /**
   * @param {Conversation} conversation
   * @param {Pending} item
   * @returns {Promise<{seq: number}>}
   */
  post(conversation, { client_id, choice, label, files, wordless }) {
    const attachments = files?.map(({ id }) => id);
    const said = choice ? { choice } : { text: wordless ? undefined : label, attachments };
    return this.tell(conversation, 'messages', { client_id, ...said });
  }

  /**
   * @param {Conversation} conversation
   * @param {File} file
   * @param {AbortSignal} signal
   * @param {(part: number) => void} progress from 0 to 1
   * @returns {Promise<Attachment>}
   */
  async upload(conversation, file, signal, progress) {
    signal.throwIfAborted();
    const request = new XMLHttpRequest(); // a fetch does not say how far it is
    request.open('POST', `${this.api}${path(conversation)}/attachments`);
    request.setRequestHeader('Authorization', bearer(conversation));
    request.upload.onprogress = ({ loaded, total }) => progress(loaded / total);
    signal.addEventListener('abort', () => request.abort());
    const body = new FormData();
    body.append('file', file);
    request.send(body);
    await new Promise((resolve) => request.addEventListener('loadend', resolve));
    if (!request.status) throw new Error('cut');
    return this.#read(new Response(request.responseText, request));
  }

  /**
   * @param {Conversation} conversation
   * @param {number} after
   * @returns {Promise<{events: ChatEvent[], last_seq: number}>}
   */
  history(conversation, after) {
    return this.#call(`${path(conversation)}/events?after=${after}`, { conversation });
  }

  /**
   * @param {Conversation} conversation
   * @param {'messages' | 'votes' | 'identity' | 'typing' | 'end'} what
   * @param {object} [body]
   */
  tell(conversation, what, body = {}) {
    return this.#call(`${path(conversation)}/${what}`, { conversation, body });
  }

  /** @param {Conversation} conversation */
  erase(conversation) {
    return this.#call(path(conversation), { conversation, method: 'DELETE' });
  }

  /**
   * @param {Conversation} conversation
   * @param {Attachment} [file] the whole conversation, if not told
   */
  async bytes(conversation, file) {
    const what = file ? `attachments/${encodeURIComponent(file.id)}` : 'transcript';
    const address = `${this.api}${path(conversation)}/${what}`;
    const response = await fetch(address, this.#options({ conversation }));
    if (!response.ok) throw await refusalOf(response);
    return response.blob();
  }

  /** @returns {Promise<Record<string, string>>} `ok`, `starting` or `down` by service */
  async readiness() {
    const response = await fetch(`${this.api}readyz`, this.#options({}));
    return response.json();
  }

  /**
   * @param {string} address
   * @param {{conversation?: Conversation, body?: object, method?: string}} options
   */
  async #call(address, options) {
    return this.#read(await fetch(this.api + address, this.#options(options)));
  }

  /**
   * @param {Response} response
   * @returns {Promise<any>} the JSON answer, or null when it is empty
   */
  async #read(response) {
    if (!response.ok) throw await refusalOf(response);
    const answer = await response.text();
    return answer ? JSON.parse(answer) : null;
  }

  /**
   * @param {{conversation?: Conversation, body?: object, method?: string}} options
   * @returns {RequestInit}
   */
  #options({ conversation, body, method }) {
    return {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: {
        Accept: 'application/json',
        ...(body && { 'Content-Type': 'application/json' }),
        ...(conversation && { Authorization: bearer(conversation) }),
      },
      body: body && JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT),
    };
  }
}

/** @param {Conversation} conversation */
function bearer({ token }) {
  return `Bearer ${token}`;
}

/** @param {Conversation} conversation */
export function path(conversation) {
  return `chat/v1/conversations/${encodeURIComponent(conversation.id)}`;
}
