/**
 * What the server answered to htmx, beside fragments: an event for the modules (`Desk-Event`), or
 * why not, said where the agent looks: in the window, else on the page.
 */

import { isLeaving } from './leaving.js';
import { byId } from './page.js';

const UNREACHABLE = 'Le serveur ne répond pas. Vérifiez votre connexion.';
const REFUSED = 'La demande n’a pas abouti.';

/** @param {string} text an error, or why a conversation left the screen */
export function say(text) {
  const inDialog = document.querySelector('dialog[open] [role=alert]');
  const place = inDialog instanceof HTMLElement ? inDialog : byId('notice', HTMLElement);
  place.textContent = text;
}

/**
 * @param {string} name of an event that the server tells
 * @param {(detail: {id: string}) => void} act
 */
export function hear(name, act) {
  document.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail));
}

/**
 * What an agent did was refused: what the page shows may be old. Readings do not count, or one
 * that fails would be asked again without end.
 * @param {() => void} act
 */
export function hearRefusals(act) {
  document.addEventListener('htmx:responseError', (event) => {
    if (/** @type {CustomEvent} */ (event).detail.requestConfig.verb !== 'get') act();
  });
}

export function hearAnswers() {
  document.addEventListener('htmx:beforeOnLoad', (event) => {
    if (isLeaving() && /** @type {CustomEvent} */ (event).detail.xhr.status === 401) event.preventDefault();
  });
  document.addEventListener('htmx:beforeRequest', (event) => {
    const { xhr, requestConfig } = /** @type {CustomEvent} */ (event).detail;
    xhr.addEventListener('loadend', () => answered(xhr, requestConfig));
  });
}

/**
 * @param {XMLHttpRequest} xhr
 * @param {{elt: Element, verb: string}} asked
 */
function answered(xhr, { elt, verb }) {
  const told = JSON.parse(xhr.getResponseHeader('Desk-Event') ?? '{}');
  // Done; a window opened since, for something else, stays with what is typed in it.
  if (Object.keys(told).length) elt.closest('dialog')?.close();
  for (const [name, detail] of Object.entries(told)) {
    document.dispatchEvent(new CustomEvent(name, { detail }));
  }
  if (xhr.status >= 400 && xhr.status !== 401) say(detailOf(xhr.responseText));
  // What the page asks by itself is asked again; what the agent asked is not.
  if (xhr.status === 0 && verb !== 'get') say(UNREACHABLE);
}

/** @param {string} problem */
function detailOf(problem) {
  try {
    return JSON.parse(problem).detail ?? REFUSED;
  } catch {
    return REFUSED;
  }
}
