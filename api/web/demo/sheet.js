/** A part of a view under a heading that names it. */

import { el } from '../widget/dom.js';

/**
 * @param {string} id of its heading
 * @param {string} title
 * @param {...(Node | string)} content
 */
export function sheet(id, title, ...content) {
  const marks = { class: 'sheet', 'aria-labelledby': id };
  return el('section', marks, el('h2', { id }, title), ...content);
}
