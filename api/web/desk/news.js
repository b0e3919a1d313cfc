/**
 * Follows the desk's live news: streamed, or by long polls behind a proxy that holds streams back;
 * one connection for all the tabs of an agent.
 */

import { SharedFeed } from '../widget/shared.js';
import { goToSignIn } from './page.js';

/** @import {Frame} from '../widget/sse.js' */
/** @import {Board, Move, Typing} from './types.js' */

/**
 * @typedef {object} Listener
 * @property {(board: Board) => void} board
 * @property {(move: Move) => void} moved
 * @property {(typing: Typing) => void} typing
 * @property {(up: boolean) => void} link
 */

export class News {
  #cursor = '';
  /** @type {Map<string, number>} how far each owned conversation has come */
  #told = new Map();

  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
  }

  start() {
    new SharedFeed({
      address: '/desk/v1/events',
      after: () => this.#cursor,
      frames: (frames) => frames.forEach((frame) => this.#take(frame)),
      page: (page) => this.#read(page),
      link: this.listener.link,
      gone: goToSignIn,
    }).start();
  }

  /** @param {Frame} frame */
  #take({ name, data }) {
    if (name === 'queue') this.#board(data);
    else if (name === 'conversation') this.#moved(data);
    else if (name === 'typing') this.listener.typing(data);
  }

  /** @param {{queue: Board | null, conversations: Move[], cursor: string}} page */
  #read({ queue, conversations, cursor }) {
    this.#cursor = cursor;
    if (queue) this.#board(queue);
    else conversations.forEach((move) => this.#moved(move));
  }

  /** @param {Board} board it may be the first to tell of a message: after a cut, or beside other news */
  #board(board) {
    this.#told = new Map(board.mine.map(({ id, last_seq }) => [id, this.#told.get(id) ?? last_seq]));
    this.listener.board(board);
    board.mine.forEach((row) => this.#moved(row));
  }

  /** @param {Move} move those that another tab told are told once */
  #moved(move) {
    if ((this.#told.get(move.id) ?? 0) >= move.last_seq) return;
    this.#told.set(move.id, move.last_seq);
    this.listener.moved(move);
  }
}
