/** The visitor's invoices: sent ones show their recipient, received ones their supplier. */

import { el, unseen } from '../widget/dom.js';
import { day, money } from './french.js';
import { renderTable } from './table.js';

/** @import {Invoice} from './portal.js' */

/**
 * @param {Invoice[]} invoices
 * @param {Set<string>} own SIRET of the visitor's structures
 * @param {(question: string) => void} ask
 */
export function renderInvoices(invoices, own, ask) {
  if (invoices.length === 0) return el('p', { class: 'empty' }, 'Aucune facture.');
  const received = invoices.every(({ supplier }) => !own.has(supplier.siret));
  const other = received ? 'Fournisseur' : 'Destinataire';
  const columns = ['Numéro', other, 'Montant TTC', 'État', 'Assistance'];
  const rows = invoices.map((invoice) => [
    invoice.number,
    received ? invoice.supplier.name : invoice.recipient.name,
    el('span', { class: 'amount' }, money(invoice.amount)),
    renderStatus(invoice.status),
    renderAsk(invoice.number, ask),
  ]);
  const caption = received ? 'Factures que vous avez reçues' : 'Factures que vous avez émises';
  return renderTable(`${caption} (${invoices.length})`, columns, rows);
}

/** @param {Invoice['status']} status */
function renderStatus({ label, since, returned_to_supplier }) {
  const tone = returned_to_supplier ? 'badge action' : 'badge';
  const date = el('span', { class: 'since' }, `depuis le ${day(since)}`);
  return el('span', { class: 'status' }, el('span', { class: tone }, label), ' ', date);
}

/**
 * @param {string} number
 * @param {(question: string) => void} ask
 */
function renderAsk(number, ask) {
  const button = el('button', { type: 'button', class: 'ask' }, 'Où en est-elle\u00a0?');
  button.append(unseen(` Facture ${number}`));
  button.addEventListener('click', () => ask(`Où en est ma facture ${number} ?`));
  return button;
}
