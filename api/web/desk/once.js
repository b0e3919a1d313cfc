/**
 * What is pressed twice acts once. A form that the browser sends by itself leaves once: a second
 * Enter would send it again, and cut off the answer to the first. Of a double click on a button the
 * second does nothing: a quick server has answered the first by then, and what it would press is
 * the next conversation, or another button that has come in its place.
 */

import { leave, stay, WHILE } from './leaving.js';

/** @type {WeakMap<HTMLFormElement, number>} when each left */
let left = new WeakMap();

addEventListener('click', (event) => {
  if (event.detail < 2 || !(event.target instanceof Element) || !event.target.closest('button')) return;
  event.preventDefault();
  event.stopPropagation();
}, true);
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
