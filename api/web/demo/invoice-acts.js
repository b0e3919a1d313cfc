/** What may be done with an invoice: sent from here, or asked of the assistant, who does the rest. */

import { button } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { confirmed } from './confirmation.js';
import { money } from './french.js';
import { refusal } from './part.js';

/** @import {App} from './app.js' */
/** @import {Coded, Invoice} from './types.js' */

/** How the assistant is asked for what the portal offers; anything else by its own words. */
const QUESTIONS = /** @type {Record<string, string>} */ ({
  recycle: 'Recycler la facture',
  complete: 'Compléter la facture',
  acknowledge: 'Acquitter le retour de la facture',
  treat_rejection: 'Traiter le rejet de la facture',
  validate: 'Valider la facture',
  refuse: 'Refuser la facture',
  set_status: 'Changer le statut de la facture',
});

/** @param {Invoice} invoice @param {Coded[]} offers @param {App} app */
export function drawActions(invoice, offers, app) {
  const { number } = invoice;
  const trouble = el('div', { role: 'alert' });
  const acts = offers.map(({ code, label }, rank) => {
    const question = `${QUESTIONS[code] ?? `${label}, facture`} ${number}`;
    const act = code === 'send' ? () => void send(invoice, app, trouble) : () => app.ask(question);
    const made = button(code === 'send' ? `${label}…` : label, act, rank ? 'second' : 'main');
    made.id = `agir-${code}`;
    return made;
  });
  const ask = button('Interroger l’assistance', () => app.ask(`Où en est ma facture ${number} ?`), 'second');
  ask.id = 'interroger';
  return el('div', {}, el('p', { class: 'buttons' }, ...acts, ask), trouble);
}

/** @param {Invoice} invoice @param {App} app @param {HTMLElement} trouble */
async function send(invoice, app, trouble) {
  const { number, supplier, recipient, year, amount } = invoice;
  /** @type {[string, string][]} */
  const facts = [['Facture', number], ['Destinataire', recipient.name], ['Montant TTC', money(amount)]];
  const then = 'La facture est envoyée aussitôt, après les contrôles d’un dépôt.';
  if (!(await confirmed('Envoyer la facture', facts, then))) return;
  const which = new URLSearchParams({ supplier: supplier.siret, year: String(year) });
  try {
    await app.portal.write(`invoices/${encodeURIComponent(number)}/send?${which}`, {});
    await app.refresh();
    document.querySelector('h1')?.focus(); // what was acted on is no longer there
  } catch (error) {
    trouble.replaceChildren(refusal(error, app));
  }
}
