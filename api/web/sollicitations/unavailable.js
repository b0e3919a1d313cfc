/** What is asked for cannot be shown; the notice above says why. */

import { button, mainHeading } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { link } from './lines.js';

/**
 * @param {() => void} again
 * @returns {HTMLElement}
 */
export function renderUnavailable(again) {
  return el(
    'div',
    { class: 'sheet' },
    mainHeading('Cette page ne peut pas être affichée'),
    el('p', { class: 'buttons' }, button('Réessayer', again, 'main'), link({ kind: 'list', side: 'own' }, 'Mes sollicitations')),
  );
}
