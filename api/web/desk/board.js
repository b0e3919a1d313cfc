/** The left column: the agent's conversations, and who waits. */

import { el } from '../widget/dom.js';
import { nameOf, timeOf, waitingCount } from './french.js';
import { byId } from './page.js';

/** @typedef {import('./types.js').Board} Board */
/** @typedef {import('./types.js').Owned} Owned */
/** @typedef {import('./types.js').Waiting} Waiting */

/**
 * @typedef {object} Hand
 * @property {(id: string) => void} open
 * @property {(id: string) => void} take
 */

const TITLE = document.title;

export class BoardView {
  #mine = byId('mine', HTMLUListElement);
  #waiting = byId('waiting', HTMLUListElement);
  #news = byId('queue-news', HTMLElement);
  #count = 0;

  /** @param {Hand} hand */
  constructor(hand) {
    this.hand = hand;
  }

  /**
   * @param {Board} board
   * @param {string | null} opened
   * @param {(row: Owned) => boolean} isUnread
   */
  show(board, opened, isUnread) {
    const focused = focusedRow();
    this.#mine.replaceChildren(
      ...board.mine.map((row) => this.#ownedRow(row, row.id === opened, isUnread(row))),
    );
    this.#waiting.replaceChildren(
      ...board.waiting.map((row) => this.#waitingRow(row, row.id === opened)),
    );
    byId('mine-none', HTMLElement).hidden = board.mine.length > 0;
    byId('waiting-none', HTMLElement).hidden = board.waiting.length > 0;
    restoreFocus(focused);
    this.#announce(board.waiting.length);
  }

  /** @param {number} count said only when somebody more waits */
  #announce(count) {
    if (count > this.#count) this.#news.textContent = waitingCount(count);
    this.#count = count;
    document.title = count ? `(${count}) ${TITLE}` : TITLE;
  }

  /**
   * @param {Owned} row
   * @param {boolean} opened
   * @param {boolean} unread
   */
  #ownedRow(row, opened, unread) {
    const badge = unread ? [' ', el('span', { class: 'badge' }, 'Nouveau')] : [];
    const who = el('span', { class: 'who' }, nameOf(row.user), ...badge);
    return el('li', { class: opened ? 'row open' : 'row' }, this.#look(row.id, opened, who));
  }

  /**
   * @param {Waiting} row
   * @param {boolean} opened
   */
  #waitingRow(row, opened) {
    const name = nameOf(row.user);
    const look = this.#look(
      row.id,
      opened,
      el('span', { class: 'who' }, `${row.position}. ${name}`),
      el('span', { class: 'when' }, `Attend depuis ${timeOf(row.waiting_since)}`),
      el('span', { class: 'excerpt' }, row.excerpt),
    );
    const label = `Prendre la conversation de ${name}, position ${row.position}`;
    const attributes = { type: 'button', class: 'primary', 'aria-label': label };
    const take = el('button', { ...attributes, 'data-row': `take ${row.id}` }, 'Prendre');
    take.addEventListener('click', () => this.hand.take(row.id));
    return el('li', { class: opened ? 'row open' : 'row' }, look, take);
  }

  /**
   * @param {string} id
   * @param {boolean} opened
   * @param {...Node} parts
   */
  #look(id, opened, ...parts) {
    const attributes = { type: 'button', class: 'look', 'data-row': `look ${id}` };
    const look = el('button', { ...attributes, 'aria-current': opened && 'true' }, ...parts);
    look.addEventListener('click', () => this.hand.open(id));
    return look;
  }
}

function focusedRow() {
  const active = document.activeElement;
  return active instanceof HTMLElement ? active.dataset.row : undefined;
}

/** @param {string | undefined} row the list is drawn anew: whoever was on a button stays there */
function restoreFocus(row) {
  if (!row) return;
  const button = document.querySelector(`[data-row="${CSS.escape(row)}"]`);
  if (button instanceof HTMLElement) button.focus();
}
