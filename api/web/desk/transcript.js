/** What was said in one conversation, as lines of the log. */

import { renderCard } from '../widget/cards.js';
import { el } from '../widget/dom.js';
import { renderBody } from '../widget/render.js';
import { timeOf } from './french.js';
import { byId } from './page.js';

/** @typedef {import('./types.js').ChatEvent} ChatEvent */

const ROLES = {
  user: 'usager',
  bot: 'assistante automatique',
  agent: 'agent',
  system: 'information',
};

export class Transcript {
  #log = byId('log', HTMLElement);
  #scroll = byId('scroll', HTMLElement);

  /** Another conversation: what it already holds is shown, not read aloud. */
  restart() {
    this.#log.setAttribute('aria-live', 'off');
    this.#log.replaceChildren();
    setTimeout(() => this.#log.setAttribute('aria-live', 'polite'), 500);
  }

  /** @param {ChatEvent[]} events */
  add(events) {
    const atEnd = this.#isAtEnd();
    this.#log.append(...events.flatMap(renderEvent));
    if (atEnd) this.toEnd();
  }

  toEnd() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }

  #isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroll;
    return scrollHeight - scrollTop - clientHeight < 80;
  }
}

/**
 * @param {ChatEvent} event
 * @returns {HTMLElement[]} nothing for what only programs read
 */
function renderEvent(event) {
  if (event.type === 'turn_end' || !(event.text || event.card)) return [];
  const from = event.type === 'state' ? 'system' : event.from;
  const body = event.card ? [renderCard(event.card)] : renderBody(event.content, event.text ?? '');
  const article = el('article', { class: 'message', 'data-from': from }, authorLine(event, from));
  article.append(...body, ...choicesLine(event));
  return [article];
}

/**
 * @param {ChatEvent} event
 * @param {ChatEvent['from']} from
 */
function authorLine(event, from) {
  const role = ROLES[from];
  const who = event.author ? [el('b', {}, event.author), ` · ${role}`] : [el('b', {}, capital(role))];
  return el('p', { class: 'author' }, ...who, ' · ', el('time', { datetime: event.at }, timeOf(event.at)));
}

/** @param {ChatEvent} event */
function choicesLine({ choices }) {
  if (!choices?.length) return [];
  const labels = choices.map(({ label }) => `« ${label} »`).join(', ');
  return [el('p', { class: 'hint' }, `Choix proposés : ${labels}`)];
}

/** @param {string} word */
function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
