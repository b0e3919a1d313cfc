/** The words of a message, given to the clipboard; nothing where the browser has none. */

import { button, icon, unseen } from './dom.js';

const LABEL = 'Copier ce message';
const SHEETS = 'M9 9h11v11H9z M5 15H4V4h11v1';
const TOLD = 2_000;

/** @param {string} text */
export function renderCopy(text) {
  if (!navigator.clipboard) return [];
  const rest = () => [icon(SHEETS), unseen(LABEL)];
  const copy = button({ class: 'copy', title: LABEL }, async () => {
    const done = navigator.clipboard.writeText(text);
    copy.replaceChildren(await done.then(() => 'Copié', () => 'Copie refusée par le navigateur'));
    setTimeout(() => copy.replaceChildren(...rest()), TOLD);
  }, ...rest());
  return [copy];
}
