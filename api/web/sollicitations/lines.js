/** Small pieces that several views show. */

import { el } from '../widget/dom.js';
import { addressOf } from './places.js';

/** @import {Person} from './identity.js' */
/** @import {Place} from './places.js' */
/** @import {Sollicitation} from './types.js' */

/**
 * @param {Place} place
 * @param {string} text
 * @param {boolean} [current] it leads to what is shown
 * @param {string} [look]
 */
export function link(place, text, current = false, look = '') {
  const marks = { ...(look && { class: look }), ...(current && { 'aria-current': 'page' }) };
  return el('a', { href: addressOf(place), ...marks }, text);
}

/** Two people may have one name, never one login. @param {Person} person */
export function personOf({ name, login }) {
  return `${name} (${login})`;
}

/** In whose name what is written will be. @param {Person} person */
export function writer(person) {
  return el('p', { class: 'writer' }, 'Vous écrivez en tant que ', el('strong', {}, personOf(person)), '.');
}

/** @param {Sollicitation} item what names it in a list */
export function titleOf({ title, sub_category, category }) {
  return title || sub_category.label || category.label || 'Sollicitation sans titre';
}

/** @param {Sollicitation} item @param {boolean} awaited */
export function badge({ status }, awaited) {
  return el('span', { class: awaited ? 'badge action' : 'badge' }, status.label);
}
