/** What the visitor has filed, from the portal or through the assistant. */

import { el } from '../widget/dom.js';
import { day } from './french.js';
import { renderTable } from './table.js';

/** @import {Sollicitation} from './portal.js' */

const COLUMNS = ['Référence', 'Objet', 'Structure', 'Facture', 'Déposée le', 'État'];

/** @param {Sollicitation[]} sollicitations */
export function renderSollicitations(sollicitations) {
  if (sollicitations.length === 0) {
    return el('p', { class: 'empty' }, 'Aucune sollicitation pour le moment.');
  }
  const rows = sollicitations.map((item) => [
    item.reference,
    `${item.category.label} — ${item.sub_category.label}`,
    item.structure.name,
    item.invoice_number ?? '—',
    day(item.created_at),
    el('span', { class: 'badge' }, item.status.label),
  ]);
  return renderTable(`Vos sollicitations (${sollicitations.length})`, COLUMNS, rows);
}
