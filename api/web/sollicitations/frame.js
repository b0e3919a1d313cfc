/** The frame of the page: what is shown in it, what was done, what went wrong. */

import { holder } from './identity.js';
import { ServerRefusal } from './server.js';
import { forgetOthers } from './storage.js';
import { renderTrouble } from './trouble.js';

const view = element('view');
const result = element('result');
const trouble = element('trouble');
let expected = 0;

/**
 * Something else is on its way; only the last one asked for is ever shown.
 * @returns {() => boolean} whether it is still wanted
 */
export function expect() {
  const mine = (expected += 1);
  result.textContent = '';
  trouble.replaceChildren();
  view.setAttribute('aria-busy', 'true');
  return () => mine === expected;
}

/**
 * @param {HTMLElement} content
 * @param {boolean} moved the focus has to follow
 */
export function present(content, moved) {
  view.replaceChildren(content);
  view.removeAttribute('aria-busy');
  const heading = content.querySelector('h1');
  document.title = `${heading?.textContent ?? 'Sollicitations'} — Sollicitations`;
  if (moved) heading?.focus();
  if (moved) scrollTo(0, 0);
}

/** @param {string} text */
export function say(text) {
  trouble.replaceChildren();
  result.textContent = text;
}

/** @param {unknown} error */
export function tell(error) {
  if (!(error instanceof ServerRefusal)) console.error(error);
  else if (error.isSignedOut) forgetOthers(holder()?.login ?? '');
  warn(renderTrouble(error));
}

/** @param {HTMLElement} notice */
export function warn(notice) {
  result.textContent = '';
  trouble.replaceChildren(notice);
  trouble.scrollIntoView({ block: 'nearest' });
}

export function calm() {
  trouble.replaceChildren();
}

/** @param {string} id */
export function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
