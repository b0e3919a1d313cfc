/**
 * A form that the browser sends by itself leaves once: a second Enter would send it again, and cut
 * off the answer to the first. Those that htmx sends are not concerned.
 */

// Our choice, in milliseconds: afterwards the answer is lost, and one may try again.
const WHILE = 10_000;

/** @type {WeakMap<HTMLFormElement, number>} when each left */
let left = new WeakMap();

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'post') return;
  if (performance.now() - (left.get(form) ?? -WHILE) < WHILE) event.preventDefault();
  else left.set(form, performance.now());
});
addEventListener('pageshow', () => {
  left = new WeakMap();
});
