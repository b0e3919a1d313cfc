/** The state of an invoice, as a badge that words carry as well as colour. */

import { el } from '../widget/dom.js';
import { addressOf } from './places.js';
import { day } from './french.js';

/** @import {Invoice, Status} from './types.js' */

/** The last state of an invoice. */
const PAID = 'MISE_EN_PAIEMENT';

/** @param {Status} status */
export function statusBadge({ code, label, returned_to_supplier }) {
  const tone = returned_to_supplier ? ' action' : code === PAID ? ' done' : '';
  return el('span', { class: `badge${tone}` }, label);
}

/** @param {Status} status */
export function statusSince(status) {
  const since = el('span', { class: 'since' }, `depuis le ${day(status.since)}`);
  return el('span', { class: 'status' }, statusBadge(status), ' ', since);
}

/** @param {Invoice} invoice its number alone may be another's */
export function invoiceAddress({ number, supplier, year }) {
  const query = { fournisseur: supplier.siret, annee: String(year) };
  return addressOf({ view: 'factures', name: number, query });
}

/** @param {Invoice} invoice what tells it from all others, fit for an id */
export function invoiceKey({ number, supplier, year }) {
  return `${encodeURIComponent(number)}-${supplier.siret}-${year}`;
}
