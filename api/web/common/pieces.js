/** Small pieces that several pages show. */

import { el } from '../widget/dom.js';

/** @param {string} text it takes the focus when its view is shown */
export function mainHeading(text) {
  return el('h1', { tabindex: '-1' }, text);
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
