/** The page of one user: what the address asks for, and the view of it. */

import { el } from '../widget/dom.js';
import { renderDetail } from './detail.js';
import { renderForm } from './form.js';
import { calm, element, expect, present, say, tell } from './frame.js';
import { link } from './lines.js';
import { renderList } from './list.js';
import { addressOf, placeOf } from './places.js';
import { renderSent } from './sent.js';
import { Writer } from './server.js';
import { TabNotes } from './storage.js';
import { renderUnavailable } from './unavailable.js';

/** @import {App, View} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Me} from './types.js' */

const RECEIVED = 'SOLLICITATIONS_RECUES';
/** @type {Record<Place['kind'], View>} */
const VIEWS = { list: renderList, detail: renderDetail, form: renderForm, sent: renderSent };

const places = element('places');

/** @param {Me} me @param {boolean} moved the focus has to follow */
export function open(me, moved) {
  const notes = new TabNotes(me.login);
  /** @type {App} */
  const app = { me, notes, writer: new Writer(notes), go, rename, say, trouble: tell };
  onpopstate = () => void show(here(), true);
  document.onclick = (event) => follow(event);
  ononline = calm;
  void show(here(), moved);

  /**
   * @param {Place} place
   * @param {{replace?: boolean, said?: string}} [options]
   */
  async function go(place, { replace = false, said = '' } = {}) {
    if (replace) rename(place);
    else history.pushState(null, '', addressOf(place));
    await show(place, true);
    if (said) say(said);
  }

  /** @param {Place} place @param {boolean} moves */
  async function show(place, moves) {
    const isWanted = expect();
    try {
      const content = await VIEWS[place.kind](place, app);
      if (isWanted() && content) enter(content, place, moves);
    } catch (error) {
      if (isWanted()) fail(error, place);
    }
  }

  /** @param {unknown} error @param {Place} place */
  function fail(error, place) {
    enter(renderUnavailable(() => void show(place, true)), place, false);
    tell(error);
  }

  /** @param {HTMLElement} content @param {Place} place @param {boolean} moves */
  function enter(content, place, moves) {
    showPlaces(place);
    present(content, moves);
  }

  /** @param {Place} place */
  function showPlaces({ kind, side, reference }) {
    const receives = me.structures.some(({ spaces }) =>
      spaces.some(({ code, subscribed }) => code === RECEIVED && subscribed),
    );
    const isNew = kind === 'form' && !reference;
    const own = link({ kind: 'list', side: 'own' }, 'Mes sollicitations', side === 'own' && !isNew);
    const received = link({ kind: 'list', side: 'received' }, 'Reçues', side === 'received');
    const fresh = link({ kind: 'form', side: 'own' }, 'Nouvelle sollicitation', isNew, 'main');
    places.replaceChildren(el('ul', {}, ...[own, ...(receives ? [received] : []), fresh].map((one) => el('li', {}, one))));
    places.hidden = false;
  }

  /** Links of the page change what is shown; with a key held, they do what the browser does. @param {MouseEvent} event */
  function follow(event) {
    const held = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button > 0;
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    if (held || !anchor || anchor.pathname !== '/sollicitations' || anchor.origin !== location.origin) return;
    if (anchor.hash) return;
    event.preventDefault();
    void go(placeOf(anchor.search));
  }
}

function here() {
  return placeOf(location.search);
}

/** @param {Place} place */
function rename(place) {
  history.replaceState(null, '', addressOf(place));
}
