/** The demonstration portal: views of the chosen visitor, and the assistant that knows who he is. */

import '../widget/chorale.js';

import { released } from '../common/press.js';
import { openDeposit } from './deposit-view.js';
import { openFlow, openFlows } from './flows-view.js';
import { current, element, present, say, showPlaces } from './frame.js';
import { openInvoice } from './invoice-view.js';
import { openInvoices } from './invoices-view.js';
import { openNothing } from './nobody.js';
import { openNotifications } from './notifications-view.js';
import { addressOf, placeOf } from './places.js';
import { Portal } from './portal.js';
import { openSollicitations } from './sollicitations-view.js';
import { openSpaces } from './spaces-view.js';
import { Visitor } from './visitor.js';

/** @import {ChoraleChat} from '../widget/element.js' */
/** @import {App, View} from './app.js' */
/** @import {Place, ViewName} from './places.js' */

const EVERY = 20_000; // ms: what others do to the visitor's invoices

let unread = 0;
const select = /** @type {HTMLSelectElement} */ (element('visitor'));
const visitor = new Visitor(select);
const chat = /** @type {ChoraleChat} */ (document.createElement('chorale-chat'));
/** @type {App} */
const app = {
  portal: new Portal(visitor),
  visitor,
  ask: (question) => void chat.ask(question),
  say,
  go: (place) => {
    location.hash = addressOf(place);
  },
  note: (place) => history.replaceState(history.state, '', addressOf(place)),
  refresh,
};

/** @type {Record<ViewName, (place: Place, app: App) => Promise<View>>} */
const LISTS = {
  factures: openInvoices,
  depot: openDeposit,
  flux: openFlows,
  sollicitations: openSollicitations,
  espaces: openSpaces,
  notifications: openNotifications,
};
/** @type {Partial<typeof LISTS>} */
const ONES = { factures: openInvoice, flux: openFlow };

select.addEventListener('change', () => void change());
chat.addEventListener('chorale:turn', () => void refresh());
addEventListener('hashchange', () => {
  // Anything else is a place within the page.
  if (location.hash.startsWith('#/')) void show(true);
});
addEventListener('visibilitychange', () => void refreshIfSeen());
setInterval(() => void refreshIfSeen(), EVERY);
element('skip').addEventListener('click', (event) => {
  event.preventDefault(); // the fragment is the view's
  element('contenu').focus();
});
void start();

async function start() {
  await visitor.start().catch(() => undefined);
  chat.identify(visitor.identity);
  document.body.append(chat);
  await show(false);
}

async function change() {
  await visitor.renew().catch(() => undefined);
  chat.identify(visitor.identity);
  unread = 0;
  const { view } = placeOf(location.hash); // one thing of somebody's is nobody else's
  app.note({ view });
  await show(false);
  say(visitor.isAnonymous ? 'Aucune session ouverte.' : `Session de ${visitor.name}.`);
}

/** @param {boolean} moved the focus has to follow */
async function show(moved) {
  const place = placeOf(location.hash);
  showPlaces(place.view, unread);
  element('places').hidden = visitor.isAnonymous;
  const open = (place.name && ONES[place.view]) || LISTS[place.view];
  const opening = visitor.isAnonymous ? Promise.resolve(openNothing()) : open(place, app);
  await Promise.all([present(opening, moved, app), count()]);
}

async function refresh() {
  if (visitor.isAnonymous) return;
  await Promise.all([current()?.refresh?.(), count()]);
}

async function refreshIfSeen() {
  if (document.visibilityState === 'visible') await refresh();
}

async function count() {
  if (visitor.isAnonymous) return;
  const { login } = visitor;
  const inbox = await app.portal.read('notifications').catch(() => null);
  await released();
  if (!inbox || login !== visitor.login) return;
  ({ unread } = inbox);
  showPlaces(placeOf(location.hash).view, unread);
}
