/** What is shown to nobody in particular. */

import { mainHeading } from '../common/pieces.js';
import { el } from '../widget/dom.js';

/** @import {View} from './app.js' */

/** @returns {View} */
export function openNothing() {
  const text = 'Choisissez un utilisateur de démonstration, en haut de la page, pour voir ses données.';
  const more = 'L’assistance répond aussi sans connexion, sur tout ce qui ne touche pas un dossier.';
  const sheet = el('div', { class: 'sheet' }, el('p', {}, text), el('p', { class: 'soft' }, more));
  return { title: 'Accueil', element: el('div', { class: 'view' }, mainHeading('Personne n’est connecté'), sheet) };
}
