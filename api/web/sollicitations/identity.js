/**
 * Whose page this is. An identity JWT arrives in the fragment of the address (`#identite=…`) or in
 * `window.choraleIdentity`; it counts only once the server has accepted it.
 */

import { forgetAll, keepInTab, keptInTab } from './storage.js';

/** @import {Me} from './types.js' */

/** @typedef {{identity: string, referrer: string}} Arrival what a link brings, true or not */
/** @typedef {{login: string, name: string}} Person */
/** @typedef {Person & {identity: string, portal: string}} Holder whom the server has recognised */

const HOLDER = 'identite';
const ARRIVAL = 'arrivee';
const FRAGMENT = /^#identite=([\w-]+\.[\w-]+\.[\w-]+)$/;

/**
 * Take what the address brings; it leaves the address at once, and so the history.
 * @returns {boolean} whether it brought something
 */
export function takeArrival() {
  const [, brought] = FRAGMENT.exec(location.hash) ?? [];
  const given = /** @type {{choraleIdentity?: unknown}} */ (globalThis).choraleIdentity;
  const arriving = brought ?? (typeof given === 'string' ? given : null);
  if (brought) history.replaceState(history.state, '', location.pathname + location.search);
  if (arriving && arriving !== identity()) {
    keepInTab(ARRIVAL, { identity: arriving, referrer: fromHere(document.referrer) ? '' : document.referrer });
  }
  return Boolean(brought);
}

/** @returns {Arrival | null} kept through a reload, until it is accepted or dropped */
export function arrival() {
  return keptInTab(ARRIVAL);
}

/**
 * The server knows whom it names, and so the page that sent him is his portal.
 * @param {Arrival} arrived
 * @param {Me} me
 */
export function accept({ identity, referrer }, { login, name }) {
  const before = holder();
  const portal = referrer || (before?.login === login ? before.portal : '');
  keepInTab(HOLDER, { identity, login, name, portal });
  drop();
}

/** What arrived is not to be used. */
export function drop() {
  keepInTab(ARRIVAL, null);
}

/** @returns {Holder | null} */
export function holder() {
  return keptInTab(HOLDER);
}

/** @returns {string | null} */
export function identity() {
  return holder()?.identity ?? null;
}

/** @returns {URL | null} the page that brought the one who is here, to go back to when his session ends */
export function portalAddress() {
  const { portal = '' } = holder() ?? {};
  return /^https?:\/\//.test(portal) && URL.canParse(portal) ? new URL(portal) : null;
}

/** The next user of the tab finds nothing; what the page still shows goes with it. */
export function leave() {
  forgetAll();
  location.replace('/sollicitations?sortie=1');
}

/** @param {string} referrer */
function fromHere(referrer) {
  return !referrer || referrer.startsWith(`${location.origin}${location.pathname}`);
}
