/** A table that turns into a stack of cards on a narrow screen, and stays a table to be read. */

import { el } from '../widget/dom.js';

/**
 * @param {string} caption
 * @param {string[]} columns
 * @param {(Node | string)[][]} rows the first cell names its row
 */
export function renderTable(caption, columns, rows) {
  // Roles are said again: a table laid out as blocks would lose them.
  const heads = columns.map((name) => el('th', { scope: 'col', role: 'columnheader' }, name));
  const head = el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...heads));
  const body = el('tbody', { role: 'rowgroup' }, ...rows.map((row) => renderRow(columns, row)));
  return el('table', { role: 'table' }, el('caption', {}, caption), head, body);
}

/**
 * @param {string[]} columns
 * @param {(Node | string)[]} cells
 */
function renderRow(columns, [name, ...rest]) {
  const first = el('th', { scope: 'row', role: 'rowheader' }, name);
  const others = rest.map((cell, index) =>
    el('td', { role: 'cell', 'data-label': columns[index + 1] }, cell),
  );
  return el('tr', { role: 'row' }, first, ...others);
}
