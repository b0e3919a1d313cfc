/** A card: a title, a list of named values, and perhaps cards of the same shape inside, or links. */

import { el, unseen } from './dom.js';
import { hour, shortDay } from './french.js';

/** @import {Card, Step} from './types.js' */

/** @param {Card} card */
export function renderCard(card) {
  /** @type {HTMLElement[]} */
  const parts = [el('h3', {}, card.title), ...renderLead(card), ...renderFields(card)];
  if (card.items?.length) {
    parts.push(el('ul', { class: 'items' }, ...card.items.map(renderItem)));
  }
  const history = card.data?.history;
  if (history?.length) parts.push(renderHistory(history));
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

/** @param {Step[]} history oldest first; of an invoice, or of a sollicitation */
function renderHistory(history) {
  const steps = history.map((step, index) => {
    const who = step.actor ?? step.author;
    const told = el('time', { datetime: step.at }, `${shortDay(step.at)} à ${hour(step.at)}`);
    const words = [step.reason, step.comment ?? step.text].filter(Boolean).join('\n');
    const now = index === history.length - 1 && { 'aria-current': 'step' };
    const head = el('b', {}, (step.act ?? step).label ?? '');
    return el('li', { ...now }, head, ' ', told, who ? ` – ${who}` : '', words && el('p', {}, words));
  });
  const title = el('summary', {}, `Historique (${history.length})`);
  return el('details', { open: true }, title, el('ol', { class: 'steps' }, ...steps));
}

/** @param {Card} card */
function renderFields({ fields }) {
  if (!fields?.length) return [];
  const rows = fields.map(({ label, value }) =>
    el('div', {}, el('dt', {}, label), el('dd', {}, String(value))),
  );
  return [el('dl', {}, ...rows)];
}
