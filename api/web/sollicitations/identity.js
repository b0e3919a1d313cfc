/**
 * Whose page this is: the identity JWT that the host portal signed, in the fragment of the
 * address (`#identite=…`) or in `window.choraleIdentity`, kept for the tab.
 */

import { subjectOf } from '../widget/identity.js';

const KEY = 'sollicitations:identite';
const PORTAL = 'sollicitations:portail';
const FRAGMENT = /^#identite=([\w-]+\.[\w-]+\.[\w-]+)$/;

/**
 * Take what the address brings; it leaves the address at once, and so the history.
 * @returns {boolean} whether it brought something
 */
export function takeIdentity() {
  const [, brought] = FRAGMENT.exec(location.hash) ?? [];
  const given = /** @type {{choraleIdentity?: unknown}} */ (globalThis).choraleIdentity;
  const identity = brought ?? (typeof given === 'string' ? given : null);
  if (brought) history.replaceState(history.state, '', location.pathname + location.search);
  if (identity) keep(KEY, identity);
  if (identity && !fromHere(document.referrer)) keep(PORTAL, document.referrer);
  return Boolean(brought);
}

/** @returns {string | null} */
export function identity() {
  return kept(KEY);
}

/** @returns {string | null} the login it names; the server alone verifies it */
export function login() {
  return subjectOf(identity());
}

/** @returns {string | null} the page that brought the user, to go back to when his session ends */
export function portalAddress() {
  const address = kept(PORTAL);
  return address && /^https?:\/\//.test(address) ? address : null;
}

/** @param {string} referrer */
function fromHere(referrer) {
  return !referrer || referrer.startsWith(`${location.origin}${location.pathname}`);
}

/** @type {Map<string, string>} for a browser that refuses session storage */
const memory = new Map();

/** @param {string} key */
function kept(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return memory.get(key) ?? null;
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
function keep(key, value) {
  memory.set(key, value);
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Storage refused: known until the page goes away.
  }
}
