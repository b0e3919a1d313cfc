/** It is sent: its reference, and what happens next. */

import { byThen } from '../common/dates.js';
import { mainHeading } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { link } from './lines.js';
import { read } from './server.js';
import { treatedBy } from './words.js';

/** @import {App} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Sollicitation} from './types.js' */

/**
 * @param {Place} place
 * @param {App} _app
 */
export async function renderSent(place, _app) {
  /** @type {Sollicitation} */
  const item = await read(`sollicitations/${encodeURIComponent(place.reference ?? '')}`);
  const { reference } = item;
  const when = item.due_at ? ` Réponse prévue ${byThen(item.due_at)}.` : '';
  const next = `Maintenant, ${treatedBy(item)} va la prendre en charge.${when} Vous n’avez rien à faire.`;
  return el(
    'div',
    { class: 'sent sheet' },
    mainHeading('Votre sollicitation est envoyée'),
    el('p', {}, 'Sa référence\u00a0: ', el('strong', { class: 'reference' }, reference)),
    el('p', {}, next),
    el('p', {}, 'La réponse apparaîtra dans l’onglet « Actions requises ».'),
    el(
      'p',
      { class: 'buttons' },
      link({ kind: 'detail', side: 'own', reference }, 'Voir ma sollicitation', false, 'main'),
      link({ kind: 'list', side: 'own', view: 'en_cours' }, 'Revenir à la liste', false, 'second'),
    ),
  );
}
