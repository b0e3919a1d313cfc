/** What the visitor has filed, from the portal or through the assistant. */

import { onThatDay } from '../common/dates.js';
import { mainHeading } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { Part } from './part.js';
import { sollicitationAddress } from './subjects.js';
import { renderTable } from './table.js';

/** @import {App, View} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Sollicitation} from './types.js' */

const COLUMNS = ['Référence', 'Objet', 'Structure', 'Facture', 'Ouverte', 'État'];

/** @param {Place} _place @param {App} app @returns {Promise<View>} */
export async function openSollicitations(_place, app) {
  const part = new Part(app, () => app.portal.read('sollicitations'), (page) => drawFiled(page.items, app));
  await part.update();
  const href = sollicitationAddress(app, '');
  const way = el('p', {}, el('a', { href, class: 'main' }, 'Suivre mes sollicitations, en déposer une'));
  return {
    title: 'Sollicitations',
    element: el('div', { class: 'view' }, mainHeading('Mes sollicitations'), way, part.element),
    refresh: () => part.update(),
  };
}

/** @param {Sollicitation[]} sollicitations @param {App} app */
function drawFiled(sollicitations, app) {
  if (sollicitations.length === 0) return el('p', { class: 'empty' }, 'Aucune sollicitation pour le moment.');
  const rows = sollicitations.map((item) => ({ key: item.reference, cells: cellsOf(item, app) }));
  return el('div', { class: 'sheet' }, renderTable(`Vos sollicitations (${sollicitations.length})`, COLUMNS, rows));
}

/** @param {Sollicitation} item @param {App} app */
function cellsOf(item, app) {
  const { reference, title, category, sub_category, structure, invoice_number, created_at, status, tab } = item;
  const awaited = tab.code === 'actions_requises';
  return [
    el('a', { href: sollicitationAddress(app, reference), id: `voir-${reference}` }, reference),
    title || `${category.label} — ${sub_category.label}`,
    structure?.name ?? '—',
    invoice_number ?? '—',
    onThatDay(created_at),
    el('span', { class: awaited ? 'badge action' : 'badge' }, status.label),
  ];
}
