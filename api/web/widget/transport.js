/** The calls of `/chat/v1`, one method each. */

/** @import {Attachment, ChatEvent, Conversation, Pending} from './types.js' */

const TIMEOUT = 20_000;

/** The server answered, and said no; `message` is its French explanation. */
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
  return new Refusal(response.status, problem.detail ?? 'Le message n’a pas pu être traité.');
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
    return this.#call(`${path(conversation)}/messages`, {
      conversation,
      body: { client_id, ...said },
    });
  }

  /**
   * @param {Conversation} conversation
   * @param {File} file
   * @param {AbortSignal} signal
   * @returns {Promise<Attachment>}
   */
  upload(conversation, file, signal) {
    const body = new FormData();
    body.append('file', file);
    return this.#call(`${path(conversation)}/attachments`, { conversation, body, signal });
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
   * @param {{seq: number, value: 1 | -1}} vote
   */
  vote(conversation, vote) {
    return this.#call(`${path(conversation)}/votes`, { conversation, body: vote });
  }

  /**
   * @param {Conversation} conversation
   * @param {string} identity
   */
  identify(conversation, identity) {
    return this.#call(`${path(conversation)}/identity`, { conversation, body: { identity } });
  }

  /** @param {Conversation} conversation */
  typing(conversation) {
    return this.#call(`${path(conversation)}/typing`, { conversation, body: {} });
  }

  /**
   * @param {Conversation} conversation
   * @param {Attachment} file
   */
  async file(conversation, { id }) {
    const address = `${this.api}${path(conversation)}/attachments/${encodeURIComponent(id)}`;
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
   * @param {{conversation?: Conversation, body?: object, signal?: AbortSignal}} options
   * @returns {Promise<any>} the JSON answer, or null when it is empty
   */
  async #call(address, options) {
    const response = await fetch(this.api + address, this.#options(options));
    if (!response.ok) throw await refusalOf(response);
    const answer = await response.text();
    return answer ? JSON.parse(answer) : null;
  }

  /**
   * @param {{conversation?: Conversation, body?: object, signal?: AbortSignal}} options
   * @returns {RequestInit}
   */
  #options({ conversation, body, signal }) {
    const isForm = body instanceof FormData;
    return {
      method: body ? 'POST' : 'GET',
      headers: {
        Accept: 'application/json',
        ...(body && !isForm && { 'Content-Type': 'application/json' }),
        ...(conversation && { Authorization: `Bearer ${conversation.token}` }),
      },
      body: isForm ? body : body && JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: signal ?? AbortSignal.timeout(TIMEOUT),
    };
  }
}

/** @param {Conversation} conversation */
export function path(conversation) {
  return `chat/v1/conversations/${encodeURIComponent(conversation.id)}`;
}
