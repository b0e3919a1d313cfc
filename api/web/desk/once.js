/**
 * A form that the browser sends by itself leaves once: a second Enter would send it again, and cut
 * off the answer to the first. Those that htmx sends are not concerned.
 */

import { leave, stay, WHILE } from './leaving.js';

/** @type {WeakMap<HTMLFormElement, number>} when each left */
let left = new WeakMap();

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'post') return;
  if (performance.now() - (left.get(form) ?? -WHILE) < WHILE) return event.preventDefault();
  left.set(form, performance.now());
  leave();
});
addEventListener('pageshow', () => {
  left = new WeakMap();
  stay();
});
