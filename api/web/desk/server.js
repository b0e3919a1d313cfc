/** Calls to `/desk/v1`; the session travels in a cookie that scripts cannot read. */

const BASE = '/desk/v1';

/** A call that did not succeed; `message` is French and may be shown. */
export class Refusal extends Error {
  /**
   * @param {number} status 0 when the server could not be reached
   * @param {string} detail
   */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/**
 * @param {'GET' | 'POST' | 'DELETE'} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>} the JSON answer, null if there is none
 */
export async function call(method, path, body) {
  const response = await fetched(method, path, body);
  if (!response.ok) throw await refusalOf(response);
  return response.status === 204 ? null : response.json();
}

/** @param {string} id @param {string} [action] */
export function conversationPath(id, action = '') {
  return `/conversations/${encodeURIComponent(id)}${action}`;
}

/** An `EventSource` on the desk's news. */
export function openNews() {
  return new EventSource(`${BASE}/events`);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object | undefined} body
 */
async function fetched(method, path, body) {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { 'Content-Type': 'application/json' };
  try {
    return await fetch(BASE + path, { method, headers, cache: 'no-store', ...json });
  } catch {
    throw new Refusal(0, 'Le serveur ne répond pas. Vérifiez votre connexion.');
  }
}

/** @param {Response} response */
async function refusalOf(response) {
  const problem = await response.json().catch(() => ({}));
  return new Refusal(response.status, problem.detail ?? 'La demande n’a pas abouti.');
}
