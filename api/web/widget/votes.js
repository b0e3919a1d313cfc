/** Thumbs up and down under an answer: one vote each, which may be changed. */

import { el, icon, unseen } from './dom.js';

const THUMB = 'M7 10v11H3V10zM7 10l4-8a3 3 0 0 1 3 3v4h5a2 2 0 0 1 2 2.3l-1.4 8A2 2 0 0 1 18 21H7';

/**
 * @param {1 | -1 | undefined} given
 * @param {(value: 1 | -1) => Promise<void>} send
 */
export function renderVotes(given, send) {
  const up = button('up', 'Cette réponse m’a été utile');
  const down = button('down', 'Cette réponse ne m’a pas aidé');
  const show = (/** @type {number | undefined} */ value) => {
    up.setAttribute('aria-pressed', String(value === 1));
    down.setAttribute('aria-pressed', String(value === -1));
  };
  let kept = given;
  const vote = async (/** @type {1 | -1} */ value) => {
    show(value);
    try {
      await send(value);
      kept = value;
    } catch {
      show(kept);
    }
  };
  up.addEventListener('click', () => void vote(1));
  down.addEventListener('click', () => void vote(-1));
  show(given);
  return el('div', { class: 'votes', role: 'group', 'aria-label': 'Votre avis' }, up, down);
}

/**
 * @param {string} direction
 * @param {string} label
 */
function button(direction, label) {
  const attributes = { type: 'button', class: direction, title: label };
  return el('button', attributes, icon(THUMB), unseen(label));
}
