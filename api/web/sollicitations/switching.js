/** A link names somebody else than the one who is here: nothing changes before he says so. */

import { button, mainHeading } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { personOf } from './lines.js';

/** @import {Person} from './identity.js' */

/**
 * @param {Person} here
 * @param {Person} arriving as the server knows him
 * @param {{change: () => void, stay: () => void, losing: boolean}} choices
 * @returns {HTMLElement}
 */
export function renderSwitching(here, arriving, { change, stay, losing }) {
  const lost = `Ce que ${here.name} a commencé dans cet onglet sans l’envoyer ni l’enregistrer serait effacé.`;
  const caution = `Si vous n’êtes pas ${arriving.name}, ne continuez pas : ce que vous écririez partirait en son nom, et cette personne pourrait le lire.`;
  return el(
    'div',
    { class: 'sheet' },
    mainHeading(`Continuer en tant que ${arriving.name} ?`),
    el('p', {}, 'Le lien que vous avez suivi est au nom de ', el('strong', {}, personOf(arriving)), '.'),
    el('p', {}, 'Cette page est ouverte au nom de ', el('strong', {}, personOf(here)), '.'),
    el('p', {}, caution),
    ...(losing ? [el('p', {}, lost)] : []),
    el(
      'p',
      { class: 'buttons' },
      button(`Rester ${here.name}`, stay, 'main'),
      button(`Continuer en tant que ${arriving.name}`, change, 'second'),
    ),
  );
}
