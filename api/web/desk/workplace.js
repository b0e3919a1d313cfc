/** An agent at work: the board, one open conversation, and the news that move both. */

import { BoardView } from './board.js';
import { News } from './news.js';
import { byId } from './page.js';
import { ask } from './question.js';
import { call, conversationPath, Refusal } from './server.js';
import { Thread } from './thread.js';

/** @typedef {import('./types.js').Agent} Agent */
/** @typedef {import('./types.js').Board} Board */
/** @typedef {import('./types.js').Move} Move */
/** @typedef {import('./types.js').Owned} Owned */

export class Workplace {
  #element = byId('workplace', HTMLElement);
  #link = byId('link', HTMLElement);
  #thread = new Thread();
  #view = new BoardView({ open: (id) => this.#open(id), take: (id) => void this.#take(id) });
  #news = new News({
    board: (board) => this.#show(board),
    moved: (move) => this.#moved(move),
    link: (up) => this.#tell(up),
    signedOut: () => this.#leave('Votre session a expiré : reconnectez-vous.'),
  });
  /** @type {Board} */
  #board = { waiting: [], mine: [] };
  /** @type {Map<string, number>} last event read, by conversation */
  #read = new Map();

  /** @param {(why: string) => void} left */
  constructor(left) {
    this.left = left;
    this.#on('sign-out', () => this.#signOut());
    this.#on('take', (id) => this.#take(id));
    this.#on('close', (id) => this.#close(id));
    this.#on('transfer', (id) => this.#transfer(id));
  }

  /** @param {Agent} agent */
  enter(agent) {
    byId('me', HTMLElement).textContent = `${agent.name} (${agent.role.label.toLowerCase()})`;
    this.#element.hidden = false;
    this.#thread.leave();
    this.#news.start();
  }

  /**
   * @param {string} buttonId
   * @param {(opened: string) => Promise<void>} act
   */
  #on(buttonId, act) {
    const button = byId(buttonId, HTMLButtonElement);
    button.addEventListener('click', async () => {
      button.disabled = true;
      await act(this.#thread.id ?? '').finally(() => (button.disabled = false));
    });
  }

  /** @param {Board} board */
  #show(board) {
    this.#board = board;
    const id = this.#thread.id;
    const mine = board.mine.find((row) => row.id === id);
    const row = mine ?? board.waiting.find((waiting) => waiting.id === id);
    if (id && !row) {
      this.#thread.leave('Cette conversation n’est plus dans vos mains, ou n’attend plus.');
    } else if (row) {
      this.#thread.describe(row, Boolean(mine));
      void this.#catchUp();
    }
    this.#draw();
  }

  #draw() {
    const opened = this.#thread.id;
    const isUnread = (/** @type {Owned} */ { id, last_seq }) =>
      id !== opened && last_seq > (this.#read.get(id) ?? 0);
    this.#view.show(this.#board, opened, isUnread);
  }

  /** @param {Move} move */
  #moved({ id, last_seq }) {
    const row = this.#board.mine.find((mine) => mine.id === id);
    if (row) row.last_seq = last_seq;
    if (id === this.#thread.id) void this.#catchUp();
    this.#draw();
  }

  async #catchUp() {
    const id = this.#thread.id;
    await this.#thread.catchUp();
    if (id && id === this.#thread.id) this.#read.set(id, this.#thread.lastSeq);
  }

  /** @param {string} id */
  #open(id) {
    void this.#thread.open(id);
    this.#show(this.#board);
    this.#thread.focus();
  }

  /** @param {string} id */
  async #take(id) {
    if (!(await this.#attempt(() => call('POST', conversationPath(id, '/claim'))))) return;
    await this.#refresh();
    this.#open(id);
  }

  /** @param {string} id */
  async #close(id) {
    const reason = await ask('close-dialog', 'close-reason');
    if (reason !== null) await this.#end(id, '/close', { reason: reason || null });
  }

  /** @param {string} id */
  async #transfer(id) {
    const note = await ask('transfer-dialog', 'transfer-note');
    if (note !== null) await this.#end(id, '/transfer', { note: note || null });
  }

  /**
   * @param {string} id
   * @param {string} action
   * @param {object} body
   */
  async #end(id, action, body) {
    if (!(await this.#attempt(() => call('POST', conversationPath(id, action), body)))) return;
    if (this.#thread.id === id) this.#thread.leave();
    await this.#refresh();
    byId('desk-main', HTMLElement).focus();
  }

  /** Not to wait for the news of what we have just done. */
  async #refresh() {
    await this.#attempt(async () => this.#show(await call('GET', '/queue')));
  }

  async #signOut() {
    if (await this.#attempt(() => call('DELETE', '/sessions'))) this.#leave('');
  }

  /**
   * @param {() => Promise<unknown>} act
   * @returns {Promise<boolean>} whether it succeeded; if not, the agent is told why
   */
  async #attempt(act) {
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 401) this.#leave(error.message);
      else this.#thread.say(error.message);
      return false;
    }
  }

  /** @param {boolean} up */
  #tell(up) {
    const text = up ? '' : 'Connexion interrompue. Nouvelle tentative en cours…';
    if (this.#link.textContent !== text) this.#link.textContent = text;
  }

  /** @param {string} why */
  #leave(why) {
    this.#news.stop();
    this.#thread.forget();
    this.#read.clear();
    this.#show({ waiting: [], mine: [] });
    this.#element.hidden = true;
    this.left(why);
  }
}
