/** What the check found in a file: what would be refused, what is doubtful, how to correct it. */

import { factList } from '../common/pieces.js';
import { weight } from '../common/dates.js';
import { el } from '../widget/dom.js';
import { counted, day, money } from './french.js';

/** @import {CheckReport, CheckedInvoice, Finding} from './types.js' */

/** @type {[Finding['severity'], string][]} */
const SEVERITIES = [
  ['refused', 'Serait refusé'],
  ['doubtful', 'À vérifier'],
  ['info', 'Bon à savoir'],
];

/**
 * @param {CheckReport | null} report none for a lot
 * @param {File} file
 */
export function renderReport(report, file) {
  const title = el('h2', { id: 'controle' }, 'Contrôle avant envoi');
  const marks = { class: 'sheet report', 'aria-labelledby': title.id };
  const about = el('p', { class: 'soft' }, describe(report, file));
  if (!report) {
    const text = 'Un lot ne se contrôle pas avant l’envoi : le compte rendu d’intégration dira, facture par facture, ce qui est refusé.';
    return el('section', marks, title, about, el('p', {}, text));
  }
  const { verdict, counts, invoice, findings } = report;
  const parts = SEVERITIES.map(([severity, label]) => renderFindings(label, severity, findings.filter((one) => one.severity === severity)));
  return el(
    'section',
    marks,
    title,
    el('p', { class: `verdict ${verdict.code}` }, `${verdict.label}.`),
    about,
    ...(invoice ? [renderRead(invoice)] : []),
    ...parts.filter((part) => part !== null),
    el('p', { class: 'soft' }, `${counted(counts.passed, 'contrôle')} sans remarque.`),
  );
}

/** @param {CheckReport | null} report @param {File} file */
function describe(report, file) {
  const format = report?.file.format;
  return `${file.name}, ${weight(file.size)}${format ? ` — ${format.label}` : ''}`;
}

/** @param {string} label @param {Finding['severity']} severity @param {Finding[]} findings */
function renderFindings(label, severity, findings) {
  if (findings.length === 0) return null;
  const items = findings.map(({ message, how_to_fix, value }) =>
    el(
      'li',
      {},
      el('p', {}, message, ...(value && !message.includes(value) ? [' Lu : ', el('code', {}, value), '.'] : [])),
      el('p', { class: 'fix' }, how_to_fix),
    ),
  );
  return el('div', { class: `findings ${severity}` }, el('h3', {}, `${label} (${findings.length})`), el('ul', {}, ...items));
}

/** @param {CheckedInvoice} invoice */
function renderRead({ number, issued_on, supplier, recipient, service_code, engagement, amounts }) {
  return factList([
    ['Facture lue', number],
    ['Datée du', issued_on && day(issued_on)],
    ['Fournisseur', supplier.name ?? supplier.siret],
    ['Destinataire', recipient.name ?? recipient.siret],
    ['Code service', service_code],
    ['Engagement', engagement],
    ['Montant TTC', amounts.incl_tax && money(amounts)],
  ]);
}
