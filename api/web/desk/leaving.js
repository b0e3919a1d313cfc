/** Whether a form is on its way: its answer is the page that comes next. */

// Our choice, in milliseconds: afterwards the answer is lost, and one may try again.
export const WHILE = 10_000;

let since = -WHILE;

/** A form leaves. */
export function leave() {
  since = performance.now();
}

/** The page is shown again. */
export function stay() {
  since = -WHILE;
}

/** @returns {boolean} */
export function isLeaving() {
  return performance.now() - since < WHILE;
}
