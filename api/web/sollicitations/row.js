/** One sollicitation in a list: what it is about, and what is expected of whom. */

import { momentInWords } from '../common/dates.js';
import { el } from '../widget/dom.js';
import { badge, link, titleOf } from './lines.js';
import { expectation, isAwaited } from './words.js';

/** @import {Place} from './places.js' */
/** @import {Sollicitation} from './types.js' */
/** @import {Side} from './sides.js' */

/** @param {Sollicitation} item @param {Side} side */
export function renderRow(item, side) {
  const awaited = isAwaited(item, side);
  return el(
    'li',
    awaited ? { class: 'awaited' } : {},
    el('h2', {}, link(placeFor(item, side), titleOf(item))),
    el('p', { class: 'expected' }, badge(item, awaited), ' ', expectation(item, side)),
    el('p', { class: 'soft' }, about(item, side).join(' · ')),
  );
}

/** @param {Sollicitation} item @param {Side} side @returns {Place} a draft opens where it is written */
function placeFor({ reference, status }, side) {
  const kind = status.code === 'BROUILLON' ? 'form' : 'detail';
  return { kind, side: side.name, reference };
}

/** @param {Sollicitation} item @param {Side} side */
function about(item, side) {
  const sent = item.submitted_at;
  const other = side.name === 'own' ? item.addressee?.name : item.structure?.name;
  return [
    item.reference,
    ...(other ? [other] : []),
    ...(item.invoice_number ? [`facture ${item.invoice_number}`] : []),
    sent ? `envoyée ${momentInWords(sent)}` : `commencée ${momentInWords(item.created_at)}`,
  ];
}
