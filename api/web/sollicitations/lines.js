/** Small pieces that several views show. */

import { el } from '../widget/dom.js';
import { addressOf } from './places.js';

/** @import {Person} from './identity.js' */
/** @import {Place} from './places.js' */
/** @import {Sollicitation} from './types.js' */

/** @param {string} text it takes the focus when its view is shown */
export function mainHeading(text) {
  return el('h1', { tabindex: '-1' }, text);
}

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

/**
 * @param {string} text
 * @param {() => void} act
 * @param {string} [look]
 */
export function button(text, act, look = '') {
  const made = el('button', { type: 'button', ...(look && { class: look }) }, text);
  made.addEventListener('click', act);
  return made;
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

/**
 * What a user typed: exactly that, its lines kept by the style.
 * @param {string} text
 */
export function typed(text) {
  const paragraph = el('p', { class: 'typed' });
  paragraph.textContent = text;
  return paragraph;
}

/** @param {[label: string, value: Node | string | null | undefined][]} facts those without a value are left out */
export function factList(facts) {
  const rows = facts.flatMap(([label, value]) =>
    value ? [el('div', {}, el('dt', {}, label), el('dd', {}, value))] : [],
  );
  return el('dl', { class: 'facts' }, ...rows);
}
