/** One sollicitation: what is expected of the reader, its history, and what he may do. */

import { momentInWords } from '../common/dates.js';
import { factList, mainHeading } from '../common/pieces.js';
import { spacedSiret } from '../common/siret.js';
import { el } from '../widget/dom.js';
import { ActForm } from './act-form.js';
import { renderHistory } from './history.js';
import { badge, link, titleOf } from './lines.js';
import { read } from './server.js';
import { sideOf } from './sides.js';
import { expectation, isAwaited } from './words.js';

/** @import {App} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Side} from './sides.js' */
/** @import {Detail} from './types.js' */

/**
 * @param {Place} place
 * @param {App} app
 */
export async function renderDetail(place, app) {
  const side = sideOf(place.side);
  const item = await read(`${side.path}/${encodeURIComponent(place.reference ?? '')}`);
  if (item.status.code === 'BROUILLON') {
    await app.go({ kind: 'form', side: 'own', reference: item.reference }, { replace: true });
    return null;
  }
  const view = el('div', { class: 'detail' });
  fill(view, item, side, app);
  return view;
}

/**
 * @param {HTMLElement} view
 * @param {Detail} item
 * @param {Side} side
 * @param {App} app
 */
function fill(view, item, side, app) {
  const awaited = isAwaited(item, side);
  const expected = el('p', { class: awaited ? 'expectation awaited' : 'expectation' }, expectation(item, side));
  const back = link({ kind: 'list', side: side.name, view: viewOf(item, side) }, backWords(item, side));
  const history = el('section', { 'aria-labelledby': 'echanges' }, el('h2', { id: 'echanges' }, 'Échanges'));
  history.append(renderHistory(item, side, app));
  view.replaceChildren(
    el('p', { class: 'back' }, back),
    mainHeading(titleOf(item)),
    el('p', { class: 'soft' }, item.reference, ' ', badge(item, awaited)),
    expected,
    history,
    ...actions(view, item, side, app),
    el('section', {}, el('h2', {}, 'En bref'), facts(item, side)),
  );
}

/** @param {HTMLElement} view @param {Detail} item @param {Side} side @param {App} app */
function actions(view, item, side, app) {
  if (item.acts.length === 0) return [];
  const form = new ActForm(item, side, app);
  form.done = (after, said) => {
    fill(view, after, side, app);
    app.say(said);
    view.querySelector('h1')?.focus();
  };
  form.stale = async (error) => {
    fill(view, await read(`${side.path}/${encodeURIComponent(item.reference)}`), side, app);
    app.trouble(error);
  };
  return [form.element];
}

/** @param {Detail} item @param {Side} side */
function facts(item, side) {
  const { addressee, structure, invoice } = item;
  const to = item.receiver === 'support' ? 'Support de Chorus Pro' : addressee?.name;
  const changed = item.updated_at === item.submitted_at ? null : item.updated_at;
  const supplier = invoice && side.name === 'received' ? ` (fournisseur ${spacedSiret(invoice.supplier)})` : '';
  return factList([
    ['Référence', item.reference],
    ['Catégorie', item.category.label],
    ['Sous-catégorie', item.sub_category.label],
    ['Facture', item.invoice_number && `${item.invoice_number}${supplier}`],
    ['Déposée par', [item.author.name, structure?.name].filter(Boolean).join(', ')],
    ['Adressée à', to],
    ['Suivie par', item.assignee?.name],
    ['Envoyée', item.submitted_at && momentInWords(item.submitted_at)],
    ['Dernier changement', changed && momentInWords(changed)],
  ]);
}

/** @param {Detail} item @param {Side} side */
function viewOf({ tab, status }, side) {
  if (side.name === 'own') return tab.code;
  if (status.code === 'CLOTUREE') return 'closed';
  return status.code === 'SOUMISE' ? 'to_take' : 'open';
}

/** @param {Detail} item @param {Side} side */
function backWords(item, side) {
  const label = new Map(side.views).get(viewOf(item, side)) ?? side.title;
  return `← Retour\u00a0: ${label}`;
}
