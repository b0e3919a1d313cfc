/** Answers on their way: each is sent until the server has it, and written once (`client_id`). */

import { el } from '../widget/dom.js';
import { byId } from './page.js';
import { call, conversationPath, Refusal } from './server.js';

/**
 * @typedef {object} Answer
 * @property {string} conversation
 * @property {string} client_id
 * @property {string} text
 * @property {string} [failure] why it has not left
 */

export class Outbox {
  #list = byId('outbox', HTMLUListElement);
  /** @type {Answer[]} */
  #answers = [];
  /** @type {string | null} */
  #shown = null;

  /** @param {(conversation: string) => Promise<void>} delivered resolves once the log shows it */
  constructor(delivered) {
    this.delivered = delivered;
  }

  /** @param {string | null} conversation */
  show(conversation) {
    this.#shown = conversation;
    const lines = this.#answers.filter((answer) => answer.conversation === conversation);
    this.#list.replaceChildren(...lines.map((answer) => this.#line(answer)));
  }

  /**
   * @param {string} conversation
   * @param {string} text
   */
  send(conversation, text) {
    const answer = { conversation, client_id: crypto.randomUUID(), text };
    this.#answers.push(answer);
    void this.#post(answer);
  }

  /** Another agent may come to this browser. */
  forget() {
    this.#answers = [];
    this.show(null);
  }

  /** @param {string} text an answer that the log already shows */
  confirm(text) {
    const index = this.#answers.findIndex(
      (answer) => answer.conversation === this.#shown && answer.text === text,
    );
    if (index >= 0) this.#answers.splice(index, 1);
    this.show(this.#shown);
  }

  /** @param {Answer} answer */
  async #post(answer) {
    delete answer.failure;
    this.show(this.#shown);
    const { conversation, client_id, text } = answer;
    try {
      await call('POST', conversationPath(conversation, '/messages'), { client_id, text });
      await this.delivered(conversation);
      this.#answers = this.#answers.filter((other) => other !== answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer.failure = error.message;
    }
    this.show(this.#shown);
  }

  /** @param {Answer} answer */
  #line(answer) {
    const state = answer.failure ? `Message non envoyé : ${answer.failure}` : 'Envoi en cours…';
    const delivery = el('div', { class: 'delivery' }, el('span', { role: 'status' }, state));
    if (answer.failure) delivery.append(this.#button('Réessayer', () => void this.#post(answer)));
    if (answer.failure) delivery.append(this.#button('Supprimer', () => this.#drop(answer)));
    const look = answer.failure ? 'message refused' : 'message';
    return el('li', { class: look, 'data-from': 'agent' }, el('p', {}, answer.text), delivery);
  }

  /** @param {Answer} answer */
  #drop(answer) {
    this.#answers = this.#answers.filter((other) => other !== answer);
    this.show(this.#shown);
  }

  /**
   * @param {string} label
   * @param {() => void} act
   */
  #button(label, act) {
    const button = el('button', { type: 'button' }, label);
    button.addEventListener('click', act);
    return button;
  }
}
