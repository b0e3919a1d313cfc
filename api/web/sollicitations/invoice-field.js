/** The invoice it is about: a number typed, or taken among the user's own. */

import { el } from '../widget/dom.js';
import { Field } from './field.js';
import { read } from './server.js';

/** @import {Detail, Invoice} from './types.js' */

/** @extends {Field<HTMLInputElement>} */
export class InvoiceField extends Field {
  #list = el('datalist', { id: 'factures' });
  /** @type {Invoice[]} */
  #known = [];
  /** @type {Detail['invoice']} */
  #drafted = null;

  constructor() {
    const attributes = { type: 'text', list: 'factures', autocomplete: 'off', maxlength: '64' };
    super('facture', 'Numéro de facture (facultatif)', el('input', attributes), {
      hint: 'Si votre demande porte sur une facture.',
    });
    this.element.append(this.#list);
  }

  /** Propose the latest ones; who may see none types a number all the same. */
  async load() {
    const page = await read('invoices?size=100').catch(() => ({ items: [] }));
    this.#known = page.items;
    const options = this.#known.map(
      ({ number, supplier, recipient }) => new Option(`${supplier.name} → ${recipient.name}`, number),
    );
    this.#list.replaceChildren(...options);
  }

  /** @param {Detail['invoice']} invoice the one that a draft is about */
  recall(invoice) {
    this.#drafted = invoice;
    this.value = invoice?.number ?? '';
  }

  /** @returns {string} `number@siret@year` where it is known which one is meant, else the number */
  get precise() {
    const drafted = this.#drafted?.number === this.value ? this.#drafted : null;
    if (drafted) return named(drafted.number, drafted.supplier, drafted.year);
    const meant = this.#known.filter(({ number }) => number === this.value);
    if (meant.length !== 1) return this.value;
    const [{ number, supplier, year }] = meant;
    return named(number, supplier.siret, year);
  }

  /** @returns {string} who would be asked about it, empty if that is not known */
  get recipient() {
    const meant = this.#known.filter(({ number }) => number === this.value);
    return meant.length === 1 ? meant[0].recipient.name : '';
  }
}

/**
 * @param {string} number
 * @param {string} supplier SIRET
 * @param {number} year
 */
function named(number, supplier, year) {
  return `${number}@${supplier}@${year}`;
}
