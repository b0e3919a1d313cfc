/** Entry of the desk: the board, one open conversation, its case, and the news that move them. */

import { Alerts } from './alerts.js';
import { hear, say } from './answers.js';
import { Composer } from './composer.js';
import { draw, Drawing, pathOf } from './fragments.js';
import { listenToKeys } from './keys.js';
import { Marks } from './marks.js';
import { News } from './news.js';
import { byId } from './page.js';
import { Thread } from './thread.js';
import { watchTyping } from './typing.js';
import { newClientId } from '../widget/outbox.js';

/** @import {Board, Move} from './types.js' */

const GONE = 'Cette conversation n’est plus dans vos mains, ou n’attend plus.';

const main = byId('main', HTMLElement);
const alerts = new Alerts();
const marks = new Marks();
const thread = new Thread(noteRead, (id, text) => composer.giveBack(id, text));
const composer = new Composer((text, files) => thread.send(text, files));
const typing = watchTyping(() => thread.id);
const board = new Drawing(drawBoard);
const head = new Drawing(drawHead);
const file = new Drawing(drawCase);
/** @type {Board | null} */
let known = null;

/**
 * @param {string} id empty: none
 * @param {boolean} [told] the address already tells
 */
function open(id, told = false) {
  if (!told) history.pushState({}, '', id ? `/desk/conversations/${id}` : '/desk');
  main.dataset.opened = id;
  typing.clear();
  say('');
  composer.show('');
  // Nothing of the one that was open may stand beside another, nor be pressed for it.
  if (id !== thread.id) for (const part of ['head', 'case-body']) byId(part, HTMLElement).replaceChildren();
  void thread.open(id);
  return drawAll().then(() => focus(id));
}

function drawAll() {
  return Promise.all([board.ask(), head.ask(), file.ask()]);
}

/** @param {string} why */
async function leave(why) {
  await open('');
  say(why);
}

/** @param {string} id */
function focus(id) {
  if (id === thread.id && !composer.focus()) main.focus();
}

/**
 * Without a network nothing is drawn: it is asked again when the link is back.
 * @param {string} part
 * @param {string} target
 */
function drawPart(part, target) {
  return draw(pathOf(part, thread.id), target).catch(() => undefined);
}

document.addEventListener('htmx:beforeSwap', (event) => {
  const { detail } = /** @type {CustomEvent} */ (event);
  const part = { head: 'head', 'case-body': 'case' }[/** @type {string} */ (detail.target.id)];
  // Asked for the conversation that was open before: it could be pressed for this one.
  if (part && detail.requestConfig.path !== pathOf(part, thread.id)) detail.shouldSwap = false;
});

async function drawBoard() {
  await drawPart('board', '#board');
  count();
}

async function drawHead() {
  await drawPart('head', '#head');
  answerable();
  if (thread.id && document.querySelector('.thread-head[data-id=""]')) void leave(GONE);
}

function drawCase() {
  return drawPart('case', '#case-body');
}

function answerable() {
  const shown = document.querySelector('.thread-head');
  const { id = '', place } = shown instanceof HTMLElement ? shown.dataset : {};
  const mine = place === 'owned';
  thread.keepingEnd(() => {
    composer.show(mine ? id : '');
    byId('workplace', HTMLElement).toggleAttribute('data-writing', mine);
  });
  thread.follow(place === 'watched');
}

/**
 * @param {string} id
 * @param {number} seq
 * @param {boolean} handsChanged
 */
function noteRead(id, seq, handsChanged) {
  marks.read(id, seq);
  count();
  if (handsChanged && isWatched()) void head.ask();
}

/** A colleague's conversation, that a supervisor reads along. */
function isWatched() {
  return document.querySelector('.thread-head[data-place=watched]') !== null;
}

function count() {
  alerts.count(marks.show(thread.id) + (known?.waiting.length ?? document.querySelectorAll('#waiting > li').length));
}

/** @param {Board} news */
function queueMoved(news) {
  const before = known;
  known = news;
  void board.ask();
  const isNew = (/** @type {string} */ id) => !(before ? before.waiting.some((row) => row.id === id) : isDrawn(id));
  if (news.waiting.some(({ id }) => isNew(id))) callAgent(news.waiting.length);
  followOpened(before, news);
}

/** @param {string} id of a conversation in the queue */
function isDrawn(id) {
  return document.querySelector(`#waiting [data-open="${CSS.escape(id)}"]`) !== null;
}

/** @param {number} waiting */
function callAgent(waiting) {
  const text = waiting === 1 ? 'Une personne attend.' : `${waiting} personnes attendent.`;
  byId('queue-news', HTMLElement).textContent = text;
  alerts.call(text);
}

/**
 * @param {Board | null} before
 * @param {Board} news
 */
function followOpened(before, news) {
  const { id } = thread;
  const row = rowOf(news, id);
  // These news may be older than the act that opened it: the server says whether it is gone.
  if (id && !row && !isWatched()) return void head.ask();
  if (!id) return;
  void thread.catchUp();
  if (JSON.stringify(row) === JSON.stringify(rowOf(before, id))) return;
  void head.ask();
  void file.ask(); // said between taking it and these news, a message is told by them alone
}

/**
 * @param {Board | null} of
 * @param {string} id
 */
function rowOf(of, id) {
  return [...(of?.mine ?? []), ...(of?.waiting ?? [])].find((row) => row.id === id);
}

/** @param {Move} move */
function moved({ id, last_seq }) {
  void board.ask();
  const row = document.querySelector(`[data-open="${CSS.escape(id)}"]`);
  if (row instanceof HTMLElement) row.dataset.lastSeq = String(last_seq);
  if (id === thread.id) void thread.catchUp().then(() => file.ask());
  if (id !== thread.id || !document.hasFocus()) alerts.call('Nouveau message d’un usager.');
  count();
}

/** @param {1 | -1} step */
function neighbour(step) {
  const rows = [...document.querySelectorAll('#board [data-open]')];
  const at = rows.findIndex((row) => row.getAttribute('data-open') === thread.id);
  const next = rows[at < 0 ? 0 : (at + step + rows.length) % rows.length];
  if (next instanceof HTMLElement) next.click();
}

function takeFirst() {
  byId(document.getElementById('take') ? 'take' : 'next', HTMLButtonElement).click();
}

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey) return;
  const link = event.target.closest('[data-open]');
  const inserted = event.target.closest('[data-insert]');
  if (event.target.closest('[data-case-toggle]')) toggleCase();
  if (inserted instanceof HTMLElement) composer.insert(inserted.dataset.insert ?? '');
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  void open(link.dataset.open ?? '');
});

function toggleCase() {
  const place = byId('workplace', HTMLElement);
  const shown = byId('case', HTMLElement).checkVisibility();
  place.dataset.case = shown ? 'closed' : 'open';
  (shown ? main : byId('case', HTMLElement)).focus();
}

byId('case', HTMLElement).addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && byId('workplace', HTMLElement).dataset.case === 'open') toggleCase();
});

addEventListener('popstate', () => void open(opened(), true));

function opened() {
  return /^\/desk\/conversations\/([^/]+)$/.exec(location.pathname)?.[1] ?? '';
}

hear('desk:taken', ({ id }) => {
  // « Suivante » has given what it had to give: pressed again, it asks for another.
  byId('next-key', HTMLInputElement).value = newClientId();
  void open(id);
});
hear('desk:left', ({ id }) => {
  if (id === thread.id) void leave('');
  else void board.ask();
});
hear('desk:changed', () => void drawAll());

listenToKeys({ j: () => neighbour(1), k: () => neighbour(-1), r: () => void composer.focus(), p: takeFirst });
void thread.open(main.dataset.opened ?? '');
answerable();
if (thread.id) focus(thread.id);
new News({
  board: queueMoved,
  moved,
  typing: typing.show,
  link: (up) => {
    const text = up ? '' : 'Connexion interrompue. Nouvelle tentative en cours…';
    const place = byId('link', HTMLElement);
    const back = up && place.textContent !== '';
    if (place.textContent !== text) place.textContent = text;
    if (up) void thread.catchUp();
    if (back) void drawAll(); // what could not be drawn meanwhile
  },
}).start();
void file.ask();
setInterval(() => void board.ask(), 30_000); // how long each has waited
byId('workplace', HTMLElement).dataset.ready = '';
