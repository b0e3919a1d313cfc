/** « Nouveau » on the conversations where something was said since the agent last read them. */

import { agentLogin } from './page.js';

export class Marks {
  #key = `chorale-desk:${agentLogin()}:read`;
  /** @type {Record<string, number>} last event read, by conversation */
  #read = JSON.parse(sessionStorage.getItem(this.#key) ?? '{}');

  /**
   * @param {string} id
   * @param {number} seq
   */
  read(id, seq) {
    this.#read[id] = seq;
    sessionStorage.setItem(this.#key, JSON.stringify(this.#read));
  }

  /**
   * @param {string} opened the one on screen is being read
   * @returns {number} how many are unread
   */
  show(opened) {
    let unread = 0;
    for (const row of document.querySelectorAll('#mine [data-last-seq]')) {
      if (!(row instanceof HTMLElement)) continue;
      const { open: id = '', lastSeq } = row.dataset;
      const isNew = id !== opened && Number(lastSeq) > (this.#read[id] ?? 0);
      const badge = row.querySelector('.new');
      if (badge instanceof HTMLElement) badge.hidden = !isNew;
      if (isNew) unread += 1;
    }
    return unread;
  }
}
