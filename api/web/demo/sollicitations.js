/** What the visitor has filed, from the portal or through the assistant. */

import { el } from '../widget/dom.js';
import { day } from './french.js';
import { renderTable } from './table.js';

/** @import {Sollicitation} from './portal.js' */

const COLUMNS = ['Référence', 'Objet', 'Structure', 'Facture', 'Déposée le', 'État'];

/**
 * @param {Sollicitation[]} sollicitations
 * @param {string | null} identity taken along to the page that follows them
 */
export function renderSollicitations(sollicitations, identity) {
  return el('div', {}, renderFiled(sollicitations), renderWay(identity ?? ''));
}

/** @param {string} identity in the fragment: it goes to no server, and leaves the address at once */
function renderWay(identity) {
  const href = `/sollicitations#identite=${identity}`;
  return el('p', { class: 'way' }, el('a', { href }, 'Suivre mes sollicitations, en déposer une'));
}

/** @param {Sollicitation[]} sollicitations */
function renderFiled(sollicitations) {
  if (sollicitations.length === 0) {
    return el('p', { class: 'empty' }, 'Aucune sollicitation pour le moment.');
  }
  const rows = sollicitations.map((item) => [
    item.reference,
    `${item.category.label} — ${item.sub_category.label}`,
    item.structure?.name ?? '—',
    item.invoice_number ?? '—',
    day(item.created_at),
    el('span', { class: 'badge' }, item.status.label),
  ]);
  return renderTable(`Vos sollicitations (${sollicitations.length})`, COLUMNS, rows);
}
