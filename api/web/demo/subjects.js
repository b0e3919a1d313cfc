/** Where to read what a notification, or another page, is about. */

import { addressOf } from './places.js';

/** @import {App} from './app.js' */

/** @param {App} app @param {string} reference empty for all of them */
export function sollicitationAddress({ visitor }, reference) {
  const query = reference && `?${new URLSearchParams({ reference })}`;
  // The identity is in the fragment: it goes to no server, and leaves the address at once.
  return `/sollicitations${query}#identite=${visitor.identity ?? ''}`;
}

/** @param {string} subject `request:12`, `sollicitation:SOL-2026-000001` @returns {string | null} */
export function subjectAddress(subject) {
  const [kind] = subject.split(':');
  if (kind === 'request' || kind === 'rattachement' || kind === 'structure') return addressOf({ view: 'espaces' });
  if (kind === 'sollicitation') return addressOf({ view: 'sollicitations' });
  if (kind === 'flow') return addressOf({ view: 'flux' });
  return kind === 'invoice' ? addressOf({ view: 'factures' }) : null;
}
