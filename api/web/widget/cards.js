/** A card: a title, a list of named values, and perhaps cards of the same shape inside, or links. */

import { el, unseen } from './dom.js';

/** @import {Card} from './types.js' */

/** @param {Card} card */
export function renderCard(card) {
  const parts = [el('h3', {}, card.title), ...renderLead(card), ...renderFields(card)];
  if (card.items?.length) {
    parts.push(el('ul', { class: 'items' }, ...card.items.map(renderItem)));
  }
  return el('section', { class: `card ${card.kind}` }, ...parts);
}

/**
 * Downloads: of the portal behind this assistant, and of nothing else.
 * @param {Card} card
 * @param {string} api base address, with its final slash
 */
export function renderLinks({ links = [] }, api) {
  const ours = links.filter(({ href }) => /^\/portal\/v1\/downloads\/[\w-]+(\.[\w-]+){2}$/.test(href));
  return ours.map(({ label, href }) => {
    const attributes = { href: api + href.slice(1), target: '_blank', rel: 'noopener noreferrer' };
    return el('p', { class: 'link' }, el('a', attributes, label, unseen(' (nouvelle fenêtre)')));
  });
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
