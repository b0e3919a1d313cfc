/** The words of a message, given to the clipboard; nothing where the browser has none. */

import { button, icon, unseen } from './dom.js';
import { say } from './language.js';

const SHEETS = 'M9 9h11v11H9z M5 15H4V4h11v1';
const TOLD = 2_000;

/** @param {string} text */
export function renderCopy(text) {
  if (!navigator.clipboard) return [];
  const title = say('Copier ce message', 'Copy this message');
  const rest = () => [icon(SHEETS), unseen(title)];
  const copy = button({ class: 'copy', title }, async () => {
    const done = navigator.clipboard.writeText(text);
    copy.replaceChildren(await done.then(
      () => say('Copié', 'Copied'),
      () => say('Copie refusée par le navigateur', 'Copying refused by the browser'),
    ));
    setTimeout(() => copy.replaceChildren(...rest()), TOLD);
  }, ...rest());
  return [copy];
}
