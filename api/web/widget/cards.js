/** A card: a title, a list of named values, and perhaps cards of the same shape inside. */

import { el } from './dom.js';

/** @import {Card} from './types.js' */

/** @param {Card} card */
export function renderCard(card) {
  const parts = [el('h3', {}, card.title), ...renderLead(card), ...renderFields(card)];
  if (card.items?.length) {
    parts.push(el('ul', { class: 'items' }, ...card.items.map(renderItem)));
  }
  return el('section', { class: `card ${card.kind}` }, ...parts);
}

/** @param {Card} card one element a paragraph; lines within are kept by the style */
function renderLead({ lead }) {
  return (lead ?? '').split('\n\n').filter(Boolean).map((text) => el('p', {}, text));
}

/** @param {Card} item */
function renderItem(item) {
  return el('li', {}, el('h4', {}, item.title), ...renderFields(item));
}

/** @param {Card} card */
function renderFields({ fields }) {
  if (!fields?.length) return [];
  const rows = fields.map(({ label, value }) =>
    el('div', {}, el('dt', {}, label), el('dd', {}, String(value))),
  );
  return [el('dl', {}, ...rows)];
}
