/** The last question before an act; the browser keeps the focus in it, and gives it back. */

import { button, factList } from '../common/pieces.js';
import { el } from '../widget/dom.js';

/**
 * @param {string} title it is also what says yes
 * @param {Parameters<typeof factList>[0]} facts
 * @param {string} then what will happen
 * @returns {Promise<boolean>}
 */
export function confirmed(title, facts, then) {
  const dialog = el('dialog', { 'aria-labelledby': 'confirmer' });
  dialog.append(
    el('h2', { id: 'confirmer' }, title),
    factList(facts),
    el('p', { class: 'soft' }, then),
    el(
      'p',
      { class: 'buttons' },
      button(title, () => dialog.close('oui'), 'main'),
      button('Revenir sans rien faire', () => dialog.close(), 'second'),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'oui');
    });
  });
}
