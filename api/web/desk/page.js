/** What the templates promise. */

import { isLeaving } from './leaving.js';

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`#${id} is missing`);
  return element;
}

/** @returns {string} login of the agent whose page this is */
export function agentLogin() {
  return byId('workplace', HTMLElement).dataset.agent ?? '';
}

/**
 * The sign-in form, and back here afterwards; not while a form is on its way: it may have ended the
 * session, or renewed it under what was asked beside it.
 */
export function goToSignIn() {
  if (isLeaving()) return;
  const next = encodeURIComponent(location.pathname);
  location.assign(`/desk/sign-in?expired=1&next=${next}`);
}
