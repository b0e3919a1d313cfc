/** Calls to `/desk/v1`; the session travels in a cookie that scripts cannot read. */

import { goToSignIn } from './page.js';
import { Refusal, refusalOf } from '../widget/transport.js';

export { Refusal };

const BASE = '/desk/v1';
const TIMEOUT = 20_000;

/**
 * @param {'GET' | 'POST' | 'PUT' | 'DELETE'} method
 * @param {string} path
 * @param {object} [body] a `FormData` goes as it is
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>} the JSON answer, null if there is none
 */
export async function call(method, path, body, signal) {
  const isForm = body instanceof FormData;
  const response = await fetch(BASE + path, {
    method,
    headers: {
      Accept: 'application/json',
      ...(body && !isForm && { 'Content-Type': 'application/json' }),
    },
    body: isForm ? body : body && JSON.stringify(body),
    cache: 'no-store',
    signal: signal ?? AbortSignal.timeout(TIMEOUT),
  });
  if (response.status === 401) goToSignIn();
  if (!response.ok) throw await refusalOf(response);
  const answer = await response.text();
  return answer ? JSON.parse(answer) : null;
}

/** @param {string} id @param {string} [action] */
export function conversationPath(id, action = '') {
  return `/conversations/${encodeURIComponent(id)}${action}`;
}
