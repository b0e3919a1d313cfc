/** The frame of the page: its places, the view that is shown, what is said aloud. */

import { mainHeading } from '../common/pieces.js';
import { el, unseen } from '../widget/dom.js';
import { refusal } from './part.js';
import { VIEWS, addressOf } from './places.js';

/** @import {App, View} from './app.js' */
/** @import {Place, ViewName} from './places.js' */

const view = element('view');
const announce = element('announce');
let expected = 0;
let drawn = '';
/** @type {View | null} */
let shown = null;

/** @param {string} text */
export function say(text) {
  announce.textContent = text;
}

/** @returns {View | null} */
export function current() {
  return shown;
}

/**
 * Only the last view asked for is ever shown.
 * @param {Promise<View>} opening
 * @param {boolean} moved the focus has to follow
 * @param {App} app
 */
export async function present(opening, moved, app) {
  const mine = (expected += 1);
  shown?.leave?.();
  shown = null;
  view.setAttribute('aria-busy', 'true');
  const opened = await opening.catch((error) => refused(error, app));
  if (mine !== expected) return opened.leave?.();
  shown = opened;
  view.replaceChildren(opened.element);
  view.removeAttribute('aria-busy');
  document.title = `${opened.title} — Portail de démonstration`;
  if (!moved) return;
  scrollTo(0, 0);
  opened.element.querySelector('h1')?.focus();
}

/** @param {unknown} error @param {App} app @returns {View} */
function refused(error, app) {
  const title = 'Indisponible';
  return { title, element: el('div', { class: 'view' }, mainHeading(title), refusal(error, app)) };
}

/**
 * @param {ViewName} here
 * @param {number} unread notifications
 */
export function showPlaces(here, unread) {
  if (drawn === `${here} ${unread}`) return;
  drawn = `${here} ${unread}`;
  const items = VIEWS.map(([name, label]) => {
    const isHere = name === here;
    const link = el('a', { href: addressOf({ view: name }), id: `place-${name}`, ...(isHere && { 'aria-current': 'page' }) }, label);
    if (name === 'notifications' && unread) {
      link.append(' ', el('span', { class: 'count' }, String(unread)), unseen(unread > 1 ? ' non lues' : ' non lue'));
    }
    return el('li', {}, link);
  });
  const places = element('places');
  const focused = places.contains(document.activeElement) ? document.activeElement?.id : '';
  places.replaceChildren(el('ul', {}, ...items));
  if (focused) document.getElementById(focused)?.focus();
}

/** @param {string} id */
export function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
