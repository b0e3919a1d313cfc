/**
 * One-stroke keys. An element that bears `data-key` is pressed by its key; `data-digit` by the
 * key of that digit, whatever the keyboard (on a French one, « 1 » needs Shift).
 * Nothing while one types, in a window, or with Ctrl, Alt or Meta; and they can be turned off.
 */

import { byId } from './page.js';

const STORED = 'chorale-desk-keys';

/** @param {Record<string, () => void>} acts keys that press nothing on the page */
export function listenToKeys(acts) {
  const choice = byId('keys-on', HTMLInputElement);
  choice.checked = localStorage.getItem(STORED) !== 'off';
  choice.addEventListener('change', () => {
    localStorage.setItem(STORED, choice.checked ? 'on' : 'off');
  });
  document.addEventListener('keydown', (event) => {
    if (!choice.checked || isElsewhere(event)) return;
    const act = acts[event.key] ?? pressing(`[data-key="${CSS.escape(event.key)}"]`);
    const chosen = act ?? pressing(digitOf(event));
    if (!chosen) return;
    event.preventDefault();
    chosen();
  });
}

/**
 * @param {KeyboardEvent} event
 * @returns {string} selector of what a digit presses; empty for another key
 */
export function digitOf(event) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  return digit ? `[data-digit="${digit}"]` : '';
}

/**
 * @param {string} selector
 * @returns {(() => void) | undefined} presses what is in sight and in use
 */
export function pressing(selector) {
  if (!selector) return undefined;
  for (const element of document.querySelectorAll(selector)) {
    const seen = element instanceof HTMLElement && element.checkVisibility();
    if (seen && !(/** @type {HTMLButtonElement} */ (element).disabled)) return () => element.click();
  }
  return undefined;
}

/** @param {KeyboardEvent} event */
function isElsewhere(event) {
  const { target } = event;
  const typing =
    target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]');
  const modified = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
  return modified || Boolean(typing) || document.querySelector('dialog[open]') !== null;
}
