/** What the form refuses before the server does, and which field a refusal of the server is about. */

import { el } from '../widget/dom.js';

/** @import {Field, Control} from './field.js' */
/** @import {FormFields} from './form-fields.js' */

const MIN_DESCRIPTION = 10; // as the server

/** @type {Record<string, 'category' | 'subCategory' | 'structure' | 'invoice' | 'addressee' | 'title' | 'description'>} */
const FIELD_OF = {
  unknown_category: 'category',
  category_needs_account: 'category',
  unknown_sub_category: 'subCategory',
  rattachement_not_found: 'structure',
  structure_required: 'structure',
  invoice_not_found: 'invoice',
  ambiguous_invoice: 'invoice',
  addressee_required: 'addressee',
  structure_not_found: 'addressee',
  addressee_not_public: 'addressee',
  title_too_long: 'title',
  description_too_short: 'description',
  description_too_long: 'description',
};

/** @param {FormFields} fields @returns {boolean} whether it may be sent; else each field says why not */
export function check(fields) {
  fields.category.error = fields.category.value ? '' : 'Choisissez une catégorie.';
  const missing = fields.chosenCategory && !fields.chosen;
  fields.subCategory.error = missing ? 'Choisissez une sous-catégorie.' : '';
  fields.addressee.error = addresseeError(fields);
  const short = fields.description.value.length < MIN_DESCRIPTION;
  fields.description.error = short
    ? `Décrivez votre demande en ${MIN_DESCRIPTION} caractères au moins.`
    : '';
  return fields.all.every(({ error }) => !error);
}

/** @param {FormFields} fields */
function addresseeError({ isForPublicClient, invoice, addressee }) {
  if (!isForPublicClient || addressee.siret) return '';
  if (addressee.value) return 'Choisissez l’entité publique dans la liste, ou tapez ses 14 chiffres de SIRET.';
  return invoice.value ? '' : 'Indiquez l’entité publique, ou le numéro d’une facture qu’elle a reçue.';
}

/**
 * @param {FormFields} fields
 * @param {string} code of the server's refusal
 * @param {string} detail
 * @returns {boolean} whether a field now says it
 */
export function blame(fields, code, detail) {
  const name = FIELD_OF[code];
  if (!name || fields[name].element.hidden) return false;
  fields[name].error = detail;
  return true;
}

/** @param {FormFields} fields */
export function clearErrors(fields) {
  for (const field of fields.all) field.error = '';
}

/**
 * The list of what is to be mended; it takes the focus, and each line leads to its field.
 * @param {FormFields} fields
 */
export function errorSummary(fields) {
  const wrong = fields.all.filter(({ error }) => error);
  const lines = wrong.map((field) => el('li', {}, leadingTo(field)));
  const title = wrong.length > 1 ? `Il reste ${wrong.length} points à corriger` : 'Il reste un point à corriger';
  const heading = el('h2', { id: 'a-corriger' }, title);
  return el('div', { class: 'errors', tabindex: '-1', role: 'group', 'aria-labelledby': heading.id }, heading, el('ul', {}, ...lines));
}

/** @param {Field<Control>} field */
function leadingTo({ error, control }) {
  const anchor = el('a', { href: `#${control.id}` }, error);
  anchor.addEventListener('click', (event) => {
    event.preventDefault();
    control.focus();
  });
  return anchor;
}
