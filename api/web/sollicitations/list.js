/** One part of the list: its tabs with their counts, a search, and what it holds. */

import { mainHeading } from '../common/pieces.js';
import { el, unseen } from '../widget/dom.js';
import { exportChoices } from './export.js';
import { link } from './lines.js';
import { renderRow } from './row.js';
import { read } from './server.js';
import { sideOf } from './sides.js';

/** @import {App} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Side} from './sides.js' */
/** @import {Page} from './types.js' */

const SIZE = 20;
const WORTH_A_SEARCH = 6; // fewer are seen at a glance

/**
 * @param {Place} place
 * @param {App} app
 */
export async function renderList(place, app) {
  const side = sideOf(place.side);
  const shown = { ...place, view: place.view ?? side.views[0][0] };
  const page = await read(`${side.path}?${asked(shown, side)}`);
  return el(
    'div',
    { class: 'list' },
    mainHeading(side.title),
    tabs(shown, side, page),
    ...(place.q || page.total >= WORTH_A_SEARCH ? [search(shown, app)] : []),
    ...results(shown, side, page),
    ...(hasFiled(page) ? [exportChoices(app)] : []),
  );
}

/** @param {Place} place @param {Side} side */
function asked({ view = '', q, page = 1 }, side) {
  const query = { [side.param]: view, page: String(page), size: String(SIZE), ...(q && { q }) };
  return new URLSearchParams(query);
}

/** @param {Place} place @param {Side} side @param {Page} page */
function tabs({ view }, side, page) {
  const counts = page.tabs ?? page.views ?? {};
  const items = side.views.map(([code, label]) => {
    const tab = link({ kind: 'list', side: side.name, view: code }, label, code === view);
    tab.append(' ', el('span', { class: 'count' }, String(counts[code] ?? 0)), unseen(counted(counts[code])));
    return el('li', {}, tab);
  });
  return el('nav', { class: 'tabs', 'aria-label': side.title }, el('ul', {}, ...items));
}

/** @param {number | undefined} count */
function counted(count = 0) {
  return count > 1 ? ' sollicitations' : ' sollicitation';
}

/** @param {Place} place @param {App} app */
function search(place, app) {
  const field = el('input', { type: 'search', id: 'q', maxlength: '100', value: place.q ?? '' });
  const go = el('button', { type: 'submit' }, 'Rechercher');
  const label = el('label', { for: 'q' }, 'Rechercher dans cet onglet');
  const form = el('form', { role: 'search', class: 'search' }, label, field, go);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void app.go({ ...place, q: field.value.trim() || undefined, page: 1 });
  });
  return form;
}

/** @param {Place} place @param {Side} side @param {Page} page */
function results(place, side, page) {
  if (page.items.length === 0) return [nothing(place, side, page)];
  const found = place.q ? [el('p', { class: 'soft' }, foundWords(page.total))] : [];
  const rows = page.items.map((item) => renderRow(item, side));
  return [...found, el('ul', { class: 'rows' }, ...rows), ...pager(place, page)];
}

/** @param {Page} page whether its reader has filed anything, a draft even */
function hasFiled({ tabs }) {
  return Object.values(tabs ?? {}).some((count) => count > 0);
}

/** @param {number} total */
function foundWords(total) {
  return total > 1 ? `${total} sollicitations trouvées.` : 'Une sollicitation trouvée.';
}

/** @param {Place} place @param {Side} side @param {Page} page */
function nothing(place, side, page) {
  const view = place.view ?? '';
  const text = place.q ? `Rien ne correspond à « ${place.q} » dans cet onglet.` : side.empty[view];
  const box = el('div', { class: 'empty' }, el('p', {}, text ?? 'Aucune sollicitation.'));
  const open = page.tabs?.en_cours ?? 0;
  if (view === 'actions_requises' && !place.q && open > 0) {
    const words = open > 1 ? `Voir les ${open} sollicitations en cours` : 'Voir la sollicitation en cours';
    box.append(el('p', {}, link({ kind: 'list', side: 'own', view: 'en_cours' }, words)));
  }
  return box;
}

/** @param {Place} place @param {Page} page */
function pager(place, { total }) {
  const { page = 1 } = place;
  const last = Math.ceil(total / SIZE);
  if (last <= 1) return [];
  const before = page > 1 ? [link({ ...place, page: page - 1 }, 'Page précédente')] : [];
  const after = page < last ? [link({ ...place, page: page + 1 }, 'Page suivante')] : [];
  const where = el('span', { class: 'soft' }, `Page ${page} sur ${last}`);
  return [el('nav', { class: 'pager', 'aria-label': 'Pages' }, ...before, where, ...after)];
}
