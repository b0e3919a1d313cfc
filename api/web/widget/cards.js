/** A card: a title, a list of named values, and perhaps cards of the same shape inside, or links. */

import { el, newWindow } from './dom.js';
import { hour, shortDay } from './french.js';
import { language, say } from './language.js';

/** @import {Card, Step} from './types.js' */

/** @param {Card} card */
export function renderCard(card) {
  const history = card.data?.history;
  const parts = [renderFields(card), renderItems(card)];
  if (card.kind === 'check') parts.reverse(); // what is wrong, then what was read
  return el(
    'section',
    { class: `card ${card.kind} ${card.tone ?? ''}` },
    el('h3', {}, card.title),
    ...renderLead(card),
    ...parts.flat(),
    ...(history?.length ? [renderHistory(history)] : []),
  );
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
    return el('p', { class: 'link' }, el('a', attributes, label, newWindow()));
  });
}

/** @param {Card} card one element a paragraph; lines within are kept by the style */
function renderLead({ lead }) {
  return (lead ?? '').split('\n\n').filter(Boolean).map((text) => el('p', {}, text));
}

/** @param {Card} card */
function renderItems({ items, items_title }) {
  if (!items?.length) return [];
  const list = el('ul', { class: 'items' }, ...items.map(renderItem));
  return [items_title ? fold({}, items_title, list) : list];
}

/** @param {Card} item */
function renderItem(item) {
  const attributes = { class: item.tone ?? false };
  return el('li', attributes, el('h4', {}, item.title), ...renderLead(item), ...renderFields(item));
}

/** @param {Step[]} history oldest first; of an invoice, or of a sollicitation */
function renderHistory(history) {
  const steps = history.map((step, index) => {
    const who = step.actor ?? step.author;
    const told = el('time', { datetime: step.at, lang: language }, shortDay(step.at) + say(' à ', ', ') + hour(step.at));
    const words = [step.reason, step.comment ?? step.text].filter(Boolean).join('\n');
    const now = index === history.length - 1 && { 'aria-current': 'step' };
    const head = el('b', {}, (step.act ?? step).label ?? '');
    return el('li', { ...now }, head, ' ', told, who ? ` – ${who}` : '', words && el('p', {}, words));
  });
  const title = `${say('Historique', 'History')} (${history.length})`;
  return fold({ lang: language }, title, el('ol', { class: 'steps' }, ...steps));
}

/**
 * @param {Record<string, string>} attributes of the title
 * @param {string} title
 * @param {HTMLElement} content shown at first
 */
function fold(attributes, title, content) {
  return el('details', { open: true }, el('summary', attributes, title), content);
}

/** @param {Card} card */
function renderFields({ fields }) {
  if (!fields?.length) return [];
  const rows = fields.map(({ label, value }) =>
    el('div', {}, el('dt', {}, label), el('dd', {}, String(value))),
  );
  return [el('dl', {}, ...rows)];
}
