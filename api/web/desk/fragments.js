/** Parts of the page that the server draws, asked again when what they tell has changed. */

import { isPressed, released } from '../common/press.js';

/** @typedef {{ajax: (verb: string, path: string, options: object) => Promise<void>}} Htmx */

/** @type {Map<string, boolean>} the parts being drawn, by selector; whether the answer came under a press */
const drawn = new Map();

document.addEventListener('htmx:beforeSwap', (event) => {
  const { detail } = /** @type {CustomEvent} */ (event);
  const part = `#${detail.target.id}`;
  if (!detail.shouldSwap || !drawn.has(part) || !isPressed()) return;
  detail.shouldSwap = false;
  drawn.set(part, true);
});

/**
 * What is pressed would be lost if it were replaced: the part is asked again after the release.
 * @param {string} path
 * @param {string} target `#id` of the element whose content it is
 */
export async function draw(path, target) {
  drawn.set(target, false);
  await ask(path, target);
  if (!drawn.get(target)) return;
  await released();
  await draw(path, target);
}

/**
 * @param {string} path
 * @param {string} target
 */
function ask(path, target) {
  const { htmx } = /** @type {{htmx: Htmx}} */ (/** @type {unknown} */ (globalThis));
  // Each target asks in its own name: htmx has one request at a time by element that asks. What is
  // drawn is htmx's at once: a key pressed in the 20 ms that it takes by default did nothing.
  return htmx.ajax('GET', path, { source: target, target, swap: 'settle:0ms' });
}

/**
 * The server answers 204, and nothing is drawn again, while the part shows what it would show.
 * @param {string} path
 * @param {string} part selector of the element whose content it is
 */
export function unlessSeen(path, part) {
  const shown = document.querySelector(`${part} [data-version]`);
  const seen = shown instanceof HTMLElement ? (shown.dataset.version ?? '') : '';
  return `${path}${path.includes('?') ? '&' : '?'}seen=${seen}`;
}

/** One drawing at a time; what is asked meanwhile is done once, afterwards. */
export class Drawing {
  /** @type {Promise<void> | undefined} */
  #present;
  /** @type {Promise<void> | undefined} */
  #next;

  /** @param {() => Promise<void>} make */
  constructor(make) {
    this.make = make;
  }

  /** @returns {Promise<void>} kept once what is asked now is drawn, were it behind another drawing */
  ask() {
    this.#next ??= this.#makeAfter(this.#present);
    return this.#next;
  }

  /** @param {Promise<void> | undefined} present */
  async #makeAfter(present) {
    await present?.catch(() => null);
    this.#present = this.#next;
    this.#next = undefined;
    await this.make();
  }
}

/**
 * @param {string} part `board`, `head` or `case`
 * @param {string} opened id of the open conversation, empty if none is
 */
export function pathOf(part, opened) {
  return opened ? `/desk/${part}?open=${opened}` : `/desk/${part}`;
}
