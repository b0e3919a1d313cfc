/** The flows that the visitor deposited or follows, and the report of one of them. */

import { onThatDay, momentInWords, weight } from '../common/dates.js';
import { factList, mainHeading } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { counted } from './french.js';
import { Part } from './part.js';
import { addressOf } from './places.js';
import { sheet } from './sheet.js';
import { renderTable } from './table.js';

/** @import {App, View} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Flow, FlowLine, FlowReport} from './types.js' */

const WAIT = 20; // seconds, at most 25 for the server
const PAUSE = 5_000; // ms, when the server does not answer
const TONES = /** @type {Record<string, string>} */ ({
  IN_INTEGRE: 'badge done',
  IN_INTEGRE_PARTIEL: 'badge action',
  IN_REJETE: 'badge action',
  IN_INCIDENTE: 'badge action',
});

/** @param {Place} _place @param {App} app @returns {Promise<View>} */
export async function openFlows(_place, app) {
  const part = new Part(app, () => app.portal.read('flows'), drawFlows);
  await part.update();
  const way = el('p', {}, el('a', { href: addressOf({ view: 'depot' }), class: 'main' }, 'Déposer un fichier'));
  return {
    title: 'Flux',
    element: el('div', { class: 'view' }, mainHeading('Mes flux'), way, part.element),
    refresh: () => part.update(),
  };
}

/** @param {{items: Flow[], total: number}} flows */
function drawFlows({ items, total }) {
  if (items.length === 0) return el('p', { class: 'empty' }, 'Aucun flux. Un flux naît de chaque fichier déposé.');
  const columns = ['Flux', 'Fichier', 'Déposé', 'Compte rendu', 'État'];
  const rows = items.map((flow) => ({
    key: flow.number,
    cells: [
      el('a', { href: addressOf({ view: 'flux', name: flow.number }), id: `voir-${flow.number}` }, flow.number),
      flow.file_name,
      onThatDay(flow.deposited_at),
      outcome(flow),
      stateBadge(flow),
    ],
  }));
  return el('div', { class: 'sheet' }, renderTable(`Flux déposés ou suivis (${total})`, columns, rows));
}

/** @param {Flow} flow */
function outcome({ counts: { integrated, refused }, state }) {
  if (!state.final) return 'pas encore prêt';
  const done = counted(integrated, 'ligne intégrée', 'lignes intégrées');
  return refused ? `${done}, ${counted(refused, 'refusée')}` : done;
}

/** @param {Flow} flow */
function stateBadge({ state }) {
  return el('span', { class: TONES[state.code] ?? 'badge' }, state.label);
}

/** @param {Place} place @param {App} app @returns {Promise<View>} */
export async function openFlow({ name: number = '' }, app) {
  const left = new AbortController();
  const read = (wait = 0) => app.portal.read(`flows/${encodeURIComponent(number)}?limit=100&wait=${wait}`, left.signal);
  /** @type {Part<FlowReport>} */
  const part = new Part(app, () => read(), (flow, before) => drawFlow(flow, before, app));
  await part.update();
  void follow(read, () => part.update(), left.signal);
  const back = el('p', { class: 'back' }, el('a', { href: addressOf({ view: 'flux' }) }, 'Tous les flux'));
  return {
    title: `Flux ${number}`,
    element: el('div', { class: 'view' }, back, mainHeading(`Flux ${number}`), part.element),
    refresh: () => part.update(),
    leave: () => left.abort(),
  };
}

/**
 * Until nothing more will happen to the flow; the server answers once it is settled.
 * @param {(wait: number) => Promise<FlowReport>} read
 * @param {() => Promise<void>} update
 * @param {AbortSignal} left
 */
async function follow(read, update, left) {
  for (let final = false; !final && !left.aborted; ) {
    try {
      ({ state: { final } } = await read(WAIT));
      await update();
    } catch {
      if (left.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/** @param {FlowReport} flow @param {FlowReport | null} before @param {App} app */
function drawFlow(flow, before, app) {
  if (before && before.state.code !== flow.state.code) app.say(`Flux : ${flow.state.label}. ${flow.state.meaning}`);
  const { state, technical_errors } = flow;
  const errors = technical_errors.map(({ label }) => el('li', {}, label));
  return el(
    'div',
    { class: 'parts' },
    sheet(
      'etat-flux',
      'État',
      el('p', { class: 'state' }, stateBadge(flow), ' ', el('span', { class: 'since' }, momentInWords(state.since))),
      el('p', {}, state.meaning),
      ...(errors.length ? [el('ul', { class: 'bullets' }, ...errors)] : []),
      factList([
        ['Fichier', `${flow.file_name}, ${weight(flow.size)}`],
        ['Format', flow.format?.label],
        ['Déposant', flow.structure.name],
        ['Déposé', momentInWords(flow.deposited_at)],
      ]),
    ),
    sheet('compte-rendu', 'Compte rendu d’intégration', drawLines(flow)),
  );
}

/** @param {FlowReport} flow */
function drawLines({ lines: { items, total }, state }) {
  if (items.length === 0) {
    const text = state.final ? 'Le compte rendu ne contient aucune ligne.' : 'Le compte rendu s’affichera ici dès qu’il sera prêt.';
    return el('p', { class: 'soft' }, text);
  }
  const rows = items.map((line) => ({ key: String(line.position), cells: lineCells(line) }));
  const columns = ['Facture', 'Fichier', 'Résultat', 'Pourquoi, et comment corriger'];
  const caption = total > items.length ? `${items.length} premières lignes sur ${total}` : counted(total, 'ligne');
  return renderTable(caption, columns, rows);
}

/** @param {FlowLine} line */
function lineCells({ position, file, outcome: { code, label }, invoice_number, errors }) {
  const number = invoice_number ?? `Ligne ${position}`;
  const isThere = code === 'created' && invoice_number;
  const href = addressOf({ view: 'factures', name: number });
  const why = errors.map(({ message, remedy }) => el('li', {}, `${message} `, el('strong', {}, remedy)));
  return [
    isThere ? el('a', { href, id: `facture-${position}` }, number) : number,
    file ?? '—',
    el('span', { class: code === 'refused' ? 'badge action' : 'badge done' }, label),
    why.length ? el('ul', {}, ...why) : '—',
  ];
}
