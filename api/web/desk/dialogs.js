/** The window whose content the server gives, and those that are already in the page. */

import { byId } from './page.js';

export function openDialogs() {
  const dialog = byId('dialog', HTMLDialogElement);
  // Once settled: until then htmx does not hold the form, which Enter would send by itself.
  document.body.addEventListener('htmx:afterSettle', ({ target }) => {
    if (!(target instanceof HTMLElement) || target.id !== 'dialog-body') return;
    if (!dialog.open) dialog.showModal();
    focusFirst(dialog);
  });
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest('[data-close]')) dialog.close();
    const opener = target.closest('[data-dialog]');
    if (opener instanceof HTMLElement) {
      byId(opener.dataset.dialog ?? '', HTMLDialogElement).showModal();
    }
  });
}

/** @param {HTMLElement} dialog */
function focusFirst(dialog) {
  const field = dialog.querySelector('input:not([type=hidden]), textarea, select, button');
  if (field instanceof HTMLElement) field.focus();
}
