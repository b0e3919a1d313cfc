/** `/sollicitations`: who is here, who a link brings, and how one leaves. */

import { element, expect, present, tell, warn } from './frame.js';
import { accept, arrival, drop, holder, leave, takeArrival } from './identity.js';
import { renderNobody } from './nobody.js';
import { open } from './opened.js';
import { ServerRefusal, read } from './server.js';
import { TabNotes, forgetAll, forgetOthers } from './storage.js';
import { renderSwitching } from './switching.js';
import { refusedArrival } from './trouble.js';
import { renderUnavailable } from './unavailable.js';

/** @import {Arrival, Person} from './identity.js' */
/** @import {Me} from './types.js' */

takeArrival();
void start(false);
addEventListener('hashchange', () => {
  // Another user, or the same one with a fresh identity: what he typed is in the tab.
  if (takeArrival()) void start(false);
});
addEventListener('pageshow', ({ persisted }) => {
  // The browser brings back a page as it was, perhaps that of somebody who has left.
  if (persisted) location.reload();
});
element('leave').onclick = quit;

/** @param {boolean} moved the focus has to follow */
async function start(moved) {
  const isWanted = expect();
  showPerson();
  try {
    const arrived = arrival();
    const show = arrived ? await receive(arrived, moved) : await resume(moved);
    if (isWanted()) show();
  } catch (error) {
    if (!isWanted()) return;
    present(renderUnavailable(() => void start(true)), moved);
    tell(error);
  }
}

/**
 * The one who was here goes on.
 * @param {boolean} moved
 * @returns {Promise<() => void>} what is then to be shown
 */
async function resume(moved) {
  if (!holder()) return showNobody;
  /** @type {Me} */
  const me = await read('me');
  forgetOthers(me.login);
  return () => open(me, moved);
}

/**
 * What a link brings counts once the server knows it, and changes nobody's page unasked.
 * @param {Arrival} arrived
 * @param {boolean} moved
 * @returns {Promise<() => void>} what is then to be shown
 */
async function receive(arrived, moved) {
  try {
    /** @type {Me} */
    const me = await read('me', arrived.identity);
    const before = holder();
    const isOther = before !== null && before.login !== me.login;
    return isOther ? () => ask(before, me, arrived) : () => enter(arrived, me, moved);
  } catch (error) {
    if (!isRefused(error)) throw error;
    drop();
    const show = await resume(moved);
    return () => {
      show();
      warn(refusedArrival(holder()));
    };
  }
}

/** @param {unknown} error */
function isRefused(error) {
  return error instanceof ServerRefusal && !error.isUnanswered && error.status !== 429;
}

/** @param {Arrival} arrived @param {Me} me @param {boolean} moved */
function enter(arrived, me, moved) {
  accept(arrived, me);
  forgetOthers(me.login);
  showPerson();
  open(me, moved);
}

/** @param {Person} before @param {Me} me @param {Arrival} arrived */
function ask(before, me, arrived) {
  element('places').hidden = true;
  const question = renderSwitching(before, me, {
    losing: new TabNotes(before.login).hasUnsent,
    change: () => {
      accept(arrived, me);
      forgetOthers(me.login);
      location.reload(); // nothing of the one before goes on, not even a write on its way
    },
    stay: () => {
      drop();
      void start(true);
    },
  });
  present(question, true);
}

function showNobody() {
  forgetAll();
  const hasLeft = new URLSearchParams(location.search).has('sortie');
  if (hasLeft) history.replaceState(null, '', location.pathname);
  present(renderNobody(hasLeft), hasLeft);
}

function showPerson() {
  const person = holder();
  element('who').textContent = person?.name ?? '';
  element('leave').hidden = !person;
}

function quit() {
  const person = holder();
  const sure = 'Quitter ? Ce que vous avez commencé sans l’envoyer ni l’enregistrer sera effacé.';
  if (person && new TabNotes(person.login).hasUnsent && !confirm(sure)) return;
  leave();
}
