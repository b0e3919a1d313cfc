/** `/sollicitations`: who is here, what the address asks for, and the view of it. */

import { el } from '../widget/dom.js';
import { renderDetail } from './detail.js';
import { renderForm } from './form.js';
import { identity, login, takeIdentity } from './identity.js';
import { link } from './lines.js';
import { renderList } from './list.js';
import { renderNobody } from './nobody.js';
import { addressOf, placeOf } from './places.js';
import { renderSent } from './sent.js';
import { ServerRefusal, Writer, read } from './server.js';
import { TabNotes } from './storage.js';
import { renderTrouble } from './trouble.js';
import { renderUnavailable } from './unavailable.js';

/** @import {App, View} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Me} from './types.js' */

const RECEIVED = 'SOLLICITATIONS_RECUES';
/** @type {Record<Place['kind'], View>} */
const VIEWS = { list: renderList, detail: renderDetail, form: renderForm, sent: renderSent };

const view = element('view');
const result = element('result');
const trouble = element('trouble');
const places = element('places');
let shown = 0;

takeIdentity();
void start();
addEventListener('hashchange', () => {
  // Another user, or the same one with a fresh identity: what he typed is in the tab.
  if (takeIdentity()) void start();
});

async function start() {
  const name = login();
  if (!name || !identity()) return settle(renderNobody());
  try {
    /** @type {Me} */
    const me = await read('me');
    open(me, new TabNotes(name));
  } catch (error) {
    tell(error);
    settle(renderUnavailable(() => void start()));
  }
}

/** @param {HTMLElement} content */
function settle(content) {
  view.replaceChildren(content);
  view.removeAttribute('aria-busy');
}

/** @param {Me} me @param {TabNotes} notes */
function open(me, notes) {
  /** @type {App} */
  const app = { me, notes, writer: new Writer(notes), go, rename, say, trouble: tell };
  element('who').textContent = me.name;
  onpopstate = () => void show(here(), true);
  document.onclick = (event) => follow(event);
  ononline = () => trouble.replaceChildren();
  void show(here(), false);

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

  /** @param {Place} place @param {boolean} moved */
  async function show(place, moved) {
    const mine = (shown += 1);
    result.textContent = '';
    trouble.replaceChildren();
    view.setAttribute('aria-busy', 'true');
    try {
      const content = await VIEWS[place.kind](place, app);
      if (mine === shown && content) enter(content, place, moved);
    } catch (error) {
      if (mine === shown) fail(error, place);
    }
    if (mine === shown) view.removeAttribute('aria-busy');
  }

  /** @param {unknown} error @param {Place} place */
  function fail(error, place) {
    enter(renderUnavailable(() => void show(place, true)), place, false);
    tell(error);
  }

  /** @param {HTMLElement} content @param {Place} place @param {boolean} moved */
  function enter(content, place, moved) {
    view.replaceChildren(content);
    showPlaces(place);
    const heading = content.querySelector('h1');
    document.title = `${heading?.textContent ?? 'Sollicitations'} — Sollicitations`;
    if (moved) heading?.focus();
    if (moved) scrollTo(0, 0);
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

/** @param {string} text */
function say(text) {
  trouble.replaceChildren();
  result.textContent = text;
}

/** @param {unknown} error */
function tell(error) {
  if (!(error instanceof ServerRefusal)) console.error(error);
  result.textContent = '';
  trouble.replaceChildren(renderTrouble(error));
  trouble.scrollIntoView({ block: 'nearest' });
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
