/** What to look for among the invoices: words, a state, another party; the address keeps them. */

import { el } from '../widget/dom.js';

/** @import {Invoice, StructureRef} from './types.js' */

const PAUSE = 300; // ms, while the reader is still typing
/** What the supplier has to take up again, whatever the state. */
const RETURNED = 'renvoyees';

export class InvoiceFilters {
  #words = el('input', { type: 'search', id: 'filtre-mots', maxlength: '100', autocomplete: 'off' });
  #status = el('select', { id: 'filtre-etat', autocomplete: 'off' });
  #party = el('select', { id: 'filtre-structure', autocomplete: 'off' });
  #returned = '';
  #pause = 0;
  element = el('form', { role: 'search', class: 'filters', 'aria-label': 'Factures', hidden: true });

  /**
   * @param {Record<string, string>} query of the address
   * @param {() => void} change
   */
  constructor(query, change) {
    this.#words.value = query.q ?? '';
    offer(this.#status, 'Tous les états', [[query.etat ?? '', query.etat ?? '']], query.etat);
    offer(this.#party, 'Toutes les structures', [[query.structure ?? '', query.structure ?? '']], query.structure);
    this.element.append(
      labelled('Rechercher un numéro', this.#words),
      labelled('État', this.#status),
      labelled('Client ou fournisseur', this.#party),
    );
    this.element.addEventListener('submit', (event) => event.preventDefault());
    this.element.addEventListener('change', change);
    this.#words.addEventListener('input', () => {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(change, PAUSE);
    });
  }

  /** As the address tells it. */
  get query() {
    return { q: this.#words.value.trim(), etat: this.#status.value, structure: this.#party.value };
  }

  /** As the server is asked. */
  get asked() {
    const { q, etat, structure } = this.query;
    const status = etat === RETURNED ? this.#returned : etat;
    const said = Object.entries({ q, status, structure }).filter(([, value]) => value);
    return new URLSearchParams(said);
  }

  /** The states and the parties there are. @param {Invoice[]} invoices all of them */
  fill(invoices) {
    this.element.hidden = invoices.length < 2;
    const states = new Map(invoices.map(({ status }) => [status.code, status]));
    const returned = [...states.values()].filter((status) => status.returned_to_supplier);
    this.#returned = returned.map(({ code }) => code).join(',');
    const count = (/** @type {(invoice: Invoice) => boolean} */ test) => ` (${invoices.filter(test).length})`;
    /** @type {[string, string][]} */
    const options = [...states.values()].map(({ code, label }) => [
      code,
      label + count(({ status }) => status.code === code),
    ]);
    if (returned.length > 1) {
      options.unshift([RETURNED, `Renvoyées au fournisseur${count(({ status }) => status.returned_to_supplier)}`]);
    }
    offer(this.#status, `Tous les états (${invoices.length})`, options, this.#status.value);
    offer(this.#party, 'Toutes les structures', parties(invoices), this.#party.value);
  }
}

/** @param {Invoice[]} invoices @returns {[string, string][]} */
function parties(invoices) {
  const all = invoices.flatMap(({ supplier, recipient }) => [supplier, recipient]);
  const known = new Map(all.map(({ siret, name }) => [siret, name]));
  return [...known].sort(([, a], [, b]) => a.localeCompare(b, 'fr'));
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} none
 * @param {[value: string, label: string][]} options
 * @param {string} [chosen] kept even if it is no longer there
 */
function offer(select, none, options, chosen = '') {
  const offered = options.filter(([value]) => value);
  if (chosen && !offered.some(([value]) => value === chosen)) offered.push([chosen, chosen]);
  const made = [new Option(none, ''), ...offered.map(([value, label]) => new Option(label, value))];
  // A list that the reader holds open is left alone while nothing in it is new.
  if (same(made, [...select.options])) return;
  select.replaceChildren(...made);
  select.value = chosen;
}

/** @param {HTMLOptionElement[]} some @param {HTMLOptionElement[]} others */
function same(some, others) {
  const [one, other] = [some, others].map((options) => options.map(({ text, value }) => `${value} ${text}`).join('\n'));
  return one === other;
}

/** @param {string} label @param {HTMLElement} control */
function labelled(label, control) {
  return el('div', { class: 'field' }, el('label', { for: control.id }, label), control);
}
