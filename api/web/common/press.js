/**
 * What is pressed stays in place until it has acted. A browser clicks on what was there at the press
 * and is still there at the release: replaced between the two, a link or a button does nothing.
 */

// Our choices, in milliseconds.
const LONGEST = 10_000; // a release that the browser keeps for itself must not hold the page
const ACTING = 100; // the click of a finger comes a little after its release

const PRESSED_BY_SPACE = 'button, summary, [type=checkbox], [type=radio]';

/** @type {Promise<void> | undefined} */
let press;
/** @type {() => void} */
let end = () => {};
/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;

/** @returns {boolean} */
export function isPressed() {
  return press !== undefined;
}

/** @returns {Promise<void>} kept once nothing is pressed, and what was has acted */
export async function released() {
  while (press) await press;
}

/** @param {number} time milliseconds at most */
function hold(time) {
  press ??= new Promise((resolve) => {
    end = resolve;
  });
  clearTimeout(ending);
  ending = setTimeout(letGo, time);
}

function letGo() {
  clearTimeout(ending);
  press = undefined;
  end();
}

function letGoSoon() {
  if (isPressed()) hold(ACTING);
}

addEventListener('pointerdown', ({ button }) => button === 0 && hold(LONGEST), true);
addEventListener('pointerup', letGoSoon, true);
addEventListener('pointercancel', letGoSoon, true);
addEventListener('keydown', ({ key, target }) => {
  if (key === ' ' && target instanceof Element && target.closest(PRESSED_BY_SPACE)) hold(LONGEST);
}, true);
addEventListener('keyup', ({ key }) => key === ' ' && letGoSoon(), true);
addEventListener('click', letGo);
