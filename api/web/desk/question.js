/** A modal question with one free text. */

import { byId } from './page.js';

/**
 * @param {string} dialogId
 * @param {string} fieldId
 * @returns {Promise<string | null>} the text, perhaps empty; null when the agent gives up
 */
export function ask(dialogId, fieldId) {
  const dialog = byId(dialogId, HTMLDialogElement);
  const field = document.getElementById(fieldId);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
    throw new Error(`#${fieldId} is missing`);
  }
  field.value = '';
  dialog.returnValue = 'cancel';
  dialog.showModal();
  field.focus();
  return new Promise((resolve) => {
    const answered = () => resolve(dialog.returnValue === 'confirm' ? field.value.trim() : null);
    dialog.addEventListener('close', answered, { once: true });
  });
}
