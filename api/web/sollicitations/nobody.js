/** Nobody is known: what to do to see one's sollicitations. */

import { el } from '../widget/dom.js';
import { mainHeading } from './lines.js';

/** @returns {HTMLElement} */
export function renderNobody() {
  return el(
    'div',
    { class: 'sheet' },
    mainHeading('Vos sollicitations'),
    el('p', {}, 'Pour les voir, connectez-vous à votre portail, puis ouvrez cette page depuis celui-ci.'),
    el('p', {}, 'Sans compte, vous pouvez poser votre question à l’assistant.'),
    el('p', {}, el('a', { href: '/' }, 'Aller à l’accueil')),
  );
}
