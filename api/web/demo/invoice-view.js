/** One invoice: what is expected now, what has happened to it, what it says, and its files. */

import { button, factList, mainHeading } from '../common/pieces.js';
import { onThatDay, weight } from '../common/dates.js';
import { spacedSiret } from '../common/siret.js';
import { el } from '../widget/dom.js';
import { day, money } from './french.js';
import { drawActions } from './invoice-acts.js';
import { Part, refusal } from './part.js';
import { addressOf } from './places.js';
import { sheet } from './sheet.js';
import { statusSince } from './status.js';
import { renderTimeline } from './timeline.js';

/** @import {App, View} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Attachment, Diagnosis, History, Invoice, Offers, StructureRef} from './types.js' */

/** @typedef {{invoice: Invoice, history: History, offers: Offers, diagnosis: Diagnosis}} Opened */

/** @param {Place} place @param {App} app @returns {Promise<View>} */
export async function openInvoice(place, app) {
  const { name: number = '' } = place;
  const part = new Part(app, () => readInvoice(place, app), (opened, before) => drawInvoice(opened, before, app));
  await part.update();
  const back = el('p', { class: 'back' }, el('a', { href: addressOf({ view: 'factures' }) }, 'Toutes les factures'));
  return {
    title: `Facture ${number}`,
    element: el('div', { class: 'view' }, back, mainHeading(`Facture ${number}`), part.element),
    refresh: () => part.update(),
  };
}

/** @param {Place} place @param {App} app @returns {Promise<Opened>} */
async function readInvoice({ name = '', query = {} }, app) {
  const { fournisseur, annee } = query;
  const which = new URLSearchParams({ ...(fournisseur && { supplier: fournisseur }), ...(annee && { year: annee }) });
  const read = (/** @type {string} */ what) =>
    app.portal.read(`invoices/${encodeURIComponent(name)}${what}?${which}`);
  const [invoice, history, offers, diagnosis] = await Promise.all(
    ['', '/history', '/actions', '/diagnosis'].map(read),
  );
  return { invoice, history, offers, diagnosis };
}

/** @param {Opened} opened @param {Opened | null} before @param {App} app */
function drawInvoice({ invoice, history, offers, diagnosis }, before, app) {
  const { status } = invoice;
  if (before && before.invoice.status.code !== status.code) {
    app.say(`La facture ${invoice.number} passe de « ${before.invoice.status.label} » à « ${status.label} ».`);
  }
  return el(
    'div',
    { class: 'parts' },
    drawNow(invoice, offers, diagnosis, app),
    sheet('suivi', 'Suivi', renderTimeline(history, invoice)),
    sheet('contenu-facture', 'Contenu', drawFacts(invoice)),
    drawFiles(invoice, history.attachments, app),
  );
}

/** @param {Invoice} invoice @param {Offers} offers @param {Diagnosis} diagnosis @param {App} app */
function drawNow(invoice, { items, answer_by }, { findings, payment }, app) {
  const { status } = invoice;
  const said = status.reason && el('p', {}, el('strong', {}, `Motif : ${status.reason}. `), status.comment ?? '');
  const part = sheet(
    'maintenant',
    'En ce moment',
    el('p', { class: 'state' }, statusSince(status)),
    el('p', {}, status.meaning),
    ...(said ? [said] : []),
    ...findings.map(drawFinding),
    el('p', {}, el('strong', {}, 'Et maintenant ? '), status.next_step),
    ...(answer_by ? [el('p', {}, `Une réponse est attendue avant le ${day(answer_by)}.`)] : []),
    ...(payment ? [drawPayment(payment)] : []),
    drawActions(invoice, items, app),
  );
  part.classList.add('now');
  part.classList.toggle('returned', status.returned_to_supplier);
  return part;
}

/** @param {Diagnosis['findings'][number]} finding */
function drawFinding({ message, proposals }) {
  const offered = proposals.map(({ value, label }) => (label === value ? value : `${value} (${label})`));
  const more = offered.length ? ` Valeur proposée : ${offered.join(', ')}.` : '';
  return el('p', { class: 'finding' }, message + more);
}

/** @param {NonNullable<Diagnosis['payment']>} payment */
function drawPayment({ due_on, legal_days, overdue_days }) {
  const late = overdue_days ? `, dépassé de ${overdue_days}\u00a0jours` : '';
  return el('p', { class: 'soft' }, `Délai de paiement : ${legal_days}\u00a0jours, jusqu’au ${day(due_on)}${late}.`);
}

/** @param {Invoice} invoice */
function drawFacts(invoice) {
  return factList([
    ['Fournisseur', structure(invoice.supplier)],
    ['Destinataire', structure(invoice.recipient)],
    ['Montant TTC', money(invoice.amount)],
    ['Code service', invoice.service_code],
    ['Engagement', invoice.engagement],
    ['Marché', invoice.market],
    ['Cadre de facturation', invoice.framework.label],
    ['Déposée', invoice.deposited_at && onThatDay(invoice.deposited_at)],
  ]);
}

/** @param {StructureRef} structure */
function structure({ name, siret }) {
  return el('span', {}, name, ' ', el('span', { class: 'siret' }, `SIRET ${spacedSiret(siret)}`));
}

/** @param {Invoice} invoice @param {Attachment[]} files @param {App} app */
function drawFiles(invoice, files, app) {
  const items = files.map(({ name, kind, size }) => el('li', {}, `${name} — ${kind.label.toLowerCase()}, ${weight(size)}`));
  const trouble = el('div', { role: 'alert' });
  const take = (/** @type {string} */ format, /** @type {string} */ label) =>
    button(label, () => void download(invoice, format, app).catch((error) => trouble.replaceChildren(refusal(error, app))), 'second');
  return sheet(
    'fichiers',
    'Fichiers',
    items.length ? el('ul', { class: 'bullets' }, ...items) : el('p', { class: 'soft' }, 'Aucun fichier.'),
    el('p', { class: 'buttons' }, take('pdf', 'Télécharger le PDF'), take('pivot', 'Télécharger les données (XML)')),
    trouble,
  );
}

/** @param {Invoice} invoice @param {string} format @param {App} app */
async function download({ number, supplier, year }, format, app) {
  const numbers = [`${number}@${supplier.siret}@${year}`];
  const { href, name } = await app.portal.question('invoices/download-links', { numbers, format });
  el('a', { href, download: name }).click();
}
