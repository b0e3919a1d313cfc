/** A table that turns into a stack of cards on a narrow screen, and stays a table to be read. */

import { el } from '../widget/dom.js';

/** @typedef {{cells: (Node | string)[], key?: string, look?: string}} Row the first cell names it */

/**
 * @param {string} caption
 * @param {string[]} columns
 * @param {Row[]} rows
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
 * @param {Row} row
 */
function renderRow(columns, { cells: [name, ...rest], key, look }) {
  const first = el('th', { scope: 'row', role: 'rowheader' }, name);
  const others = rest.map((cell, index) =>
    el('td', { role: 'cell', 'data-label': columns[index + 1] }, cell),
  );
  const marks = { role: 'row', ...(key && { 'data-key': key }), ...(look && { class: look }) };
  return el('tr', marks, first, ...others);
}
