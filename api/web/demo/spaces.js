/** The visitor's structures: his role there, and the spaces he may use. */

import { el } from '../widget/dom.js';
import { spacedSiret } from './french.js';

/** @import {OwnStructure} from './portal.js' */

/** @param {OwnStructure[]} structures */
export function renderStructures(structures) {
  if (structures.length === 0) {
    return el('p', { class: 'empty' }, 'Vous n’êtes rattaché à aucune structure.');
  }
  return el('ul', { class: 'structures' }, ...structures.map(renderStructure));
}

/** @param {OwnStructure} structure */
function renderStructure({ name, siret, role, attachment, spaces }) {
  const about = `Demande de rattachement\u00a0: ${attachment.label.toLowerCase()}`;
  return el(
    'li',
    {},
    el('h3', {}, name),
    el('p', { class: 'siret' }, `SIRET ${spacedSiret(siret)}`),
    el('p', {}, role.label, ' ', el('span', { class: 'since' }, about)),
    el('ul', { class: 'spaces', 'aria-label': 'Espaces' }, ...spaces.map(renderSpace)),
  );
}

/** @param {OwnStructure['spaces'][number]} space */
function renderSpace({ label, subscribed }) {
  const state = subscribed ? 'ouvert' : 'non ouvert';
  const mark = el('span', { class: subscribed ? 'badge done' : 'badge' }, state);
  return el('li', {}, label, ' ', mark);
}
