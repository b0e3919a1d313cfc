/** The fields of a sollicitation, and which of them go together. */

import { el } from '../widget/dom.js';
import { AddresseeField } from './addressee.js';
import { Field } from './field.js';
import { InvoiceField } from './invoice-field.js';

/** @import {Written} from './draft.js' */
/** @import {Category, Detail, Me, SubCategory} from './types.js' */

const MAX_TITLE = 120;
const MAX_DESCRIPTION = 4000;

export class FormFields {
  category = new Field('categorie', 'Catégorie', el('select'));
  subCategory = new Field('sous-categorie', 'Sous-catégorie', el('select'));
  structure = new Field('structure', 'Votre structure', el('select'));
  invoice = new InvoiceField();
  addressee = new AddresseeField();
  title = new Field('titre', 'Titre (facultatif)', el('input', { type: 'text', maxlength: String(MAX_TITLE) }), {
    hint: 'Quelques mots pour la retrouver, par exemple « Facture refusée sans motif ».',
  });
  description = new Field(
    'description',
    'Votre demande',
    el('textarea', { rows: '8', maxlength: String(MAX_DESCRIPTION) }),
    { hint: 'Ce qui se passe, ce que vous avez déjà essayé, et ce que vous attendez.' },
  );

  /**
   * @param {Category[]} categories
   * @param {Me} me
   */
  constructor(categories, me) {
    this.categories = categories;
    this.element = el('div', {}, ...this.all.map(({ element }) => element));
    fill(this.category.control, 'Choisissez une catégorie', categories.map(option));
    fill(this.structure.control, '', me.structures.map(({ siret, name }) => new Option(name, siret)));
    this.structure.element.hidden = me.structures.length < 2;
    this.category.control.addEventListener('change', () => this.#showSubCategories());
    this.element.addEventListener('change', () => this.#showParts());
    this.#showSubCategories();
    this.#showParts();
  }

  get all() {
    const { category, subCategory, structure, invoice, addressee, title, description } = this;
    return [category, subCategory, structure, invoice, addressee, title, description];
  }

  /** @returns {Category | undefined} */
  get chosenCategory() {
    return this.categories.find(({ code }) => code === this.category.value);
  }

  /** @returns {SubCategory | undefined} */
  get chosen() {
    return this.chosenCategory?.sub_categories.find(({ code }) => code === this.subCategory.value);
  }

  get isForPublicClient() {
    return this.chosen?.receiver === 'public_client';
  }

  /** @returns {Written} what was not told is left out */
  get written() {
    const told = {
      category: this.category.value,
      sub_category: this.subCategory.value,
      structure_siret: this.structure.value,
      addressee_siret: this.isForPublicClient ? (this.addressee.siret ?? '') : '',
      invoice_number: this.invoice.precise,
      title: this.title.value,
    };
    const kept = Object.fromEntries(Object.entries(told).filter(([, value]) => value));
    return { ...kept, description: this.description.value };
  }

  /** @returns {Record<string, string>} as typed, to be put back by `restore` */
  get typed() {
    return Object.fromEntries(this.all.map(({ name, control }) => [name, control.value]));
  }

  /** @param {Record<string, string>} typed */
  restore(typed) {
    for (const field of this.all) {
      field.value = typed[field.name] ?? field.control.value;
      if (field === this.category) this.#showSubCategories();
    }
    this.#showParts();
  }

  /** @param {Detail} draft as the server keeps it */
  show(draft) {
    const { addressee } = draft;
    this.invoice.recall(draft.invoice);
    this.restore({
      'categorie': draft.category.code,
      'sous-categorie': draft.sub_category.code,
      ...(draft.structure && { structure: draft.structure.siret }),
      'destinataire': addressee ? `${addressee.name} (${addressee.siret})` : '',
      'titre': titleGiven(draft),
      'description': draft.description,
    });
  }

  #showSubCategories() {
    const known = this.chosenCategory?.sub_categories ?? [];
    const before = this.subCategory.value;
    fill(this.subCategory.control, 'Choisissez une sous-catégorie', known.map(option));
    const only = known.length === 1 ? known[0].code : '';
    this.subCategory.value = known.some(({ code }) => code === before) ? before : only;
    this.subCategory.element.hidden = known.length === 0;
  }

  /** The addressee is asked for only where somebody else than the support will read. */
  #showParts() {
    this.addressee.element.hidden = !this.isForPublicClient;
    const to = this.isForPublicClient ? 'l’entité publique que vous indiquez' : 'le support de Chorus Pro';
    this.subCategory.hint = this.chosen ? `Votre demande ira vers ${to}.` : '';
  }
}

/** @param {Detail} draft a title that was not given is the beginning of the description */
function titleGiven({ title, description }) {
  return description.startsWith(title.replace(/…$/, '')) ? '' : title;
}

/** @param {{code: string, label: string}} coded */
function option({ code, label }) {
  return new Option(label, code);
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} first what is shown while nothing is chosen
 * @param {HTMLOptionElement[]} options
 */
function fill(select, first, options) {
  select.replaceChildren(...(first ? [new Option(first, '')] : []), ...options);
}
