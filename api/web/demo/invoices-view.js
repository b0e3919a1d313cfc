/** The visitor's invoices, on each side where he stands, with what to look for among them. */

import { mainHeading } from '../common/pieces.js';
import { el, unseen } from '../widget/dom.js';
import { statusChanges } from './changes.js';
import { InvoiceFilters } from './filters.js';
import { counted, money } from './french.js';
import { Part } from './part.js';
import { invoiceAddress, invoiceKey, statusSince } from './status.js';
import { renderTable } from './table.js';

/** @import {App, View} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Invoice, Me} from './types.js' */

/** @typedef {{items: Invoice[], total: number, own: string[]}} Found */

const SIDES = {
  sent: { title: 'Factures que vous avez émises', other: 'Destinataire' },
  received: { title: 'Factures que vous avez reçues', other: 'Fournisseur' },
  followed: { title: 'Factures à valider ou à suivre', other: 'Fournisseur' },
};

/** @param {Place} place @param {App} app @returns {Promise<View>} */
export async function openInvoices(place, app) {
  const filters = new InvoiceFilters(place.query ?? {}, () => {
    app.note({ view: 'factures', query: filters.query });
    void list.update();
  });
  const list = new Part(app, () => readFound(app, filters), (found, before) => drawFound(found, before, app));
  await list.update();
  return {
    title: 'Factures',
    element: el('div', { class: 'view' }, mainHeading('Mes factures'), filters.element, list.element),
    refresh: () => list.update(),
  };
}

/** @param {App} app @param {InvoiceFilters} filters @returns {Promise<Found>} */
async function readFound(app, filters) {
  const [me, all] = await Promise.all([app.portal.read('me'), app.portal.read('invoices')]);
  filters.fill(all.items);
  const asked = String(filters.asked);
  const page = asked ? await app.portal.read(`invoices?${asked}`) : all;
  const own = /** @type {Me} */ (me).structures.map(({ siret }) => siret);
  return { items: page.items, total: page.total, own };
}

/** @param {Found} found @param {Found | null} before @param {App} app */
function drawFound({ items, total, own }, before, app) {
  const changes = before ? statusChanges(items, before.items) : new Map();
  if (changes.size) app.say([...changes.values()].join(' '));
  else if (before) app.say(total ? `${counted(total, 'facture')}.` : 'Aucune facture ne correspond.');
  const sides = Object.entries(SIDES).map(([side, words]) => {
    const mine = items.filter((invoice) => sideOf(invoice, own) === side);
    return mine.length ? drawSide(words, mine, changes, app) : null;
  });
  const drawn = sides.filter((side) => side !== null);
  if (drawn.length === 0) drawn.push(el('p', { class: 'empty' }, 'Aucune facture ne correspond.'));
  if (total > items.length) drawn.push(el('p', { class: 'soft' }, tooMany(items.length, total)));
  return el('div', {}, ...drawn);
}

/** @param {number} shown @param {number} total */
function tooMany(shown, total) {
  return `Les ${shown} premières sur ${total} : précisez la recherche pour voir les autres.`;
}

/** @param {Invoice} invoice @param {string[]} own SIRET of the visitor's structures */
function sideOf({ supplier, recipient }, own) {
  if (own.includes(supplier.siret)) return 'sent';
  return own.includes(recipient.siret) ? 'received' : 'followed';
}

/**
 * @param {typeof SIDES.sent} words
 * @param {Invoice[]} invoices
 * @param {Map<string, string>} changes
 * @param {App} app
 */
function drawSide({ title, other }, invoices, changes, app) {
  const rows = invoices.map((invoice) => {
    const key = invoiceKey(invoice);
    return { cells: cellsOf(invoice, other, changes.has(key), app), key, ...(changes.has(key) && { look: 'changed' }) };
  });
  const columns = ['Numéro', other, 'Montant TTC', 'État', 'Assistance'];
  return el('div', { class: 'sheet' }, renderTable(`${title} (${invoices.length})`, columns, rows));
}

/** @param {Invoice} invoice @param {string} other @param {boolean} changed @param {App} app */
function cellsOf(invoice, other, changed, app) {
  const status = statusSince(invoice.status);
  if (changed) status.append(' ', el('strong', { class: 'new' }, 'vient de changer'));
  return [
    el('a', { href: invoiceAddress(invoice), id: `voir-${invoiceKey(invoice)}` }, invoice.number),
    other === 'Fournisseur' ? invoice.supplier.name : invoice.recipient.name,
    el('span', { class: 'amount' }, money(invoice.amount)),
    status,
    askAbout(invoice, app),
  ];
}

/** @param {Invoice} invoice @param {App} app */
function askAbout(invoice, app) {
  const { number } = invoice;
  const button = el('button', { type: 'button', class: 'ask', id: `ou-${invoiceKey(invoice)}` }, 'Où en est-elle\u00a0?');
  button.append(unseen(` Facture ${number}`));
  button.addEventListener('click', () => app.ask(`Où en est ma facture ${number} ?`));
  return button;
}
