/** A file to deposit: checked first, then confirmed, then followed as a flow. */

import { ServerRefusal } from '../common/calls.js';
import { mainHeading } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { renderReport } from './check-report.js';
import { confirmed } from './confirmation.js';
import { FilePicker } from './file-picker.js';
import { money } from './french.js';
import { refusal } from './part.js';

/** @import {App, View} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {CheckReport, Me, OwnStructure} from './types.js' */

/** Spaces for which a flow may be deposited: of invoices, or of their statuses. */
const DEPOSITING = ['FACTURES_EMISES', 'FACTURES_RECUES'];
const LOTS = /\.(zip|tar\.gz)$/i;
const THEN = 'Le dépôt crée un flux : son compte rendu dira ce qui est intégré.';
const INTRO =
  'Le fichier est d’abord contrôlé : vous voyez ce qui serait refusé, ce qui est douteux et comment le corriger. ' +
  'Rien n’est déposé avant votre confirmation.';

/** @param {Place} _place @param {App} app @returns {Promise<View>} */
export async function openDeposit(_place, app) {
  /** @type {Me} */
  const me = await app.portal.read('me');
  const from = me.structures.filter(({ spaces }) =>
    spaces.some(({ code, subscribed }) => subscribed && DEPOSITING.includes(code)),
  );
  const deposit = new Deposit(app, from);
  return { title: 'Déposer', element: deposit.element, leave: () => deposit.stop() };
}

class Deposit {
  /** @type {AbortController | null} */
  #checking = null;
  #report = el('div', { class: 'parts' });
  #structure = el('select', { id: 'deposant' });

  /** @param {App} app @param {OwnStructure[]} structures */
  constructor(app, structures) {
    this.app = app;
    this.#structure.append(...structures.map(({ siret, name }) => new Option(name, siret)));
    const picker = new FilePicker((file) => void this.#check(file));
    const label = el('label', { for: this.#structure.id }, 'Structure qui dépose');
    const depositor = el('div', { class: 'field' }, label, this.#structure);
    depositor.hidden = structures.length < 2;
    this.element = el(
      'div',
      { class: 'view' },
      mainHeading('Déposer un fichier'),
      el('p', { class: 'soft' }, INTRO),
      el('div', { class: 'sheet' }, picker.element, depositor),
      this.#report,
    );
  }

  stop() {
    this.#checking?.abort();
  }

  /** @param {File} file */
  async #check(file) {
    this.stop();
    const { signal } = (this.#checking = new AbortController());
    this.#show(el('p', { class: 'soft', 'aria-busy': 'true' }, `Contrôle de « ${file.name} » en cours…`));
    this.app.say(`Contrôle de ${file.name} en cours.`);
    try {
      const report = LOTS.test(file.name) ? null : await this.#checked(file, signal);
      if (signal.aborted) return;
      this.#show(renderReport(report, file), this.#confirmation(file, report));
      this.app.say(report ? `${report.verdict.label}.` : 'Un lot ne se contrôle pas avant l’envoi.');
    } catch (error) {
      if (!signal.aborted) this.#show(refusal(error, this.app));
    }
  }

  /** @param {File} file @param {AbortSignal} signal @returns {Promise<CheckReport>} */
  #checked(file, signal) {
    const form = new FormData();
    form.append('file', file);
    return this.app.portal.question('invoice-checks', form, signal);
  }

  /** @param {...HTMLElement} parts */
  #show(...parts) {
    this.#report.replaceChildren(...parts);
  }

  /** @param {File} file @param {CheckReport | null} report */
  #confirmation(file, report) {
    const isWrong = report?.verdict.code === 'would_be_refused';
    const send = el('button', { type: 'button', class: isWrong ? 'second' : 'main' }, isWrong ? 'Déposer malgré tout…' : 'Déposer ce fichier…');
    const trouble = el('div', { role: 'alert' });
    send.addEventListener('click', async () => {
      if (send.getAttribute('aria-disabled')) return;
      const name = this.#structure.selectedOptions[0]?.text ?? '';
      if (!(await confirmed('Confirmer le dépôt', factsOf(file, report, name), THEN))) return;
      send.setAttribute('aria-disabled', 'true');
      trouble.replaceChildren();
      try {
        await this.#deposit(file);
      } catch (error) {
        trouble.replaceChildren(refusal(error, this.app));
        if (error instanceof ServerRefusal && error.isUnanswered) trouble.append(sameAgain());
      }
      send.removeAttribute('aria-disabled');
    });
    return el('div', {}, el('p', { class: 'buttons' }, send), trouble);
  }

  /** @param {File} file */
  async #deposit(file) {
    const form = new FormData();
    form.append('file', file);
    if (this.#structure.value) form.append('structure', this.#structure.value);
    const same = `${file.name} ${file.size} ${file.lastModified} ${this.#structure.value}`;
    const { number } = await this.app.portal.write('flows', form, same);
    this.app.go({ view: 'flux', name: number });
  }
}

/**
 * @param {File} file
 * @param {CheckReport | null} report
 * @param {string} depositor name of the structure
 * @returns {[string, string | null | undefined][]}
 */
function factsOf(file, report, depositor) {
  const invoice = report?.invoice;
  return [
    ['Fichier', file.name],
    ['Déposant', depositor],
    ['Facture', invoice?.number],
    ['Destinataire', invoice && (invoice.recipient.name ?? invoice.recipient.siret)],
    ['Montant TTC', invoice?.amounts.incl_tax && money(invoice.amounts)],
    ['Contrôle', report?.verdict.label],
  ];
}

function sameAgain() {
  return el('p', { class: 'soft' }, 'Vous pouvez réessayer : le fichier ne sera pas déposé deux fois.');
}
