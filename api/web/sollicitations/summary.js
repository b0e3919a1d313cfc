/** What is about to be sent, read again before it leaves. */

import { factList, mainHeading, typed } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { writer } from './lines.js';

/** @import {FormFields} from './form-fields.js' */
/** @import {Me, StoredFile} from './types.js' */

/**
 * @param {FormFields} fields
 * @param {StoredFile[]} files
 * @param {Me} me
 * @param {HTMLElement[]} buttons
 */
export function renderSummary(fields, files, me, buttons) {
  const names = files.map(({ name }) => name).join(', ');
  return el(
    'div',
    { class: 'summary' },
    mainHeading('Vérifiez avant d’envoyer'),
    el('p', {}, `Votre demande sera adressée ${addresseeOf(fields)}.`),
    writer(me),
    el(
      'div',
      { class: 'sheet' },
      factList([
        ['Catégorie', fields.chosenCategory?.label],
        ['Sous-catégorie', fields.chosen?.label],
        ['Votre structure', fields.structure.control.selectedOptions[0]?.text],
        ['Facture', fields.invoice.value],
        ['Titre', fields.title.value],
        ['Votre demande', typed(fields.description.value)],
        ['Fichiers', names],
      ]),
    ),
    el('p', { class: 'buttons' }, ...buttons),
  );
}

/** @param {FormFields} fields */
function addresseeOf({ isForPublicClient, addressee, invoice }) {
  if (!isForPublicClient) return 'au support de Chorus Pro';
  const named = addressee.value.replace(/\s*\(\d{14}\)$/, '');
  const name = named || invoice.recipient || 'l’entité publique destinataire de la facture';
  return `à ${name}`;
}
