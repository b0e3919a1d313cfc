/** Nobody is known: what to do to see one's sollicitations. */

import { mainHeading } from '../common/pieces.js';
import { el } from '../widget/dom.js';

/** @param {boolean} hasLeft by « Quitter », just now @returns {HTMLElement} */
export function renderNobody(hasLeft) {
  const left = 'Cet onglet ne garde plus rien de vous. Votre portail, lui, reste peut-être ouvert : déconnectez-vous-en aussi.';
  return el(
    'div',
    { class: 'sheet' },
    mainHeading(hasLeft ? 'Vous avez quitté vos sollicitations' : 'Vos sollicitations'),
    ...(hasLeft ? [el('p', {}, left)] : []),
    el('p', {}, 'Pour les voir, connectez-vous à votre portail, puis ouvrez cette page depuis celui-ci.'),
    el('p', {}, 'Sans compte, vous pouvez poser votre question à l’assistant.'),
    el('p', {}, el('a', { href: '/' }, 'Aller à l’accueil')),
  );
}
