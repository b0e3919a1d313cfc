/** The life of an invoice, drawn from the oldest step to what is expected next. */

import { momentInWords } from '../common/dates.js';
import { typed } from '../common/pieces.js';
import { el } from '../widget/dom.js';

/** @import {History, Invoice, Step} from './types.js' */

/**
 * @param {History} history
 * @param {Invoice} invoice
 */
export function renderTimeline({ steps, actions }, { status }) {
  const all = [...steps, ...actions].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const last = steps.at(-1);
  const items = all.map((step) => renderStep(step, step === last, actions.includes(step)));
  const next = el('li', { class: 'next' }, el('h3', {}, 'Attendu ensuite'), el('p', {}, status.next_step));
  return el('ol', { class: 'timeline' }, ...items, next);
}

/** @param {Step} step @param {boolean} isLast @param {boolean} isAct it changed no state */
function renderStep({ label, at, actor, reason, comment }, isLast, isAct) {
  const look = [isLast && 'current', isAct && 'act'].filter(Boolean).join(' ');
  const title = el('h3', {}, label);
  if (isLast) title.append(' ', el('span', { class: 'soft' }, '— état actuel'));
  return el(
    'li',
    { ...(look && { class: look }), ...(isLast && { 'aria-current': 'step' }) },
    title,
    el('p', { class: 'soft' }, `${sentence(momentInWords(at))}, par ${actor}`),
    ...(reason ? [el('p', {}, `Motif : ${reason}`)] : []),
    ...(comment ? [typed(comment)] : []),
  );
}

/** @param {string} words */
function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
