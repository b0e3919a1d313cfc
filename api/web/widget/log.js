/**
 * The thread on screen: events in the order of the log, then what is not acknowledged yet.
 * It is the live region: a node enters it once, and so is read aloud once.
 */

import { Choices } from './choices.js';
import { el } from './dom.js';
import { renderLinks } from './cards.js';
import { renderCopy } from './copy.js';
import { day } from './french.js';
import { say } from './language.js';
import { renderMessage, renderPending } from './message.js';
import { renderVotes } from './votes.js';

/** @import {ChatEvent, Choice, Delivery, Pending, Reader} from './types.js' */

export class Log {
  #list = el('div', { role: 'log', 'aria-live': 'polite', 'aria-label': 'Conversation' });
  #end = el('div', { class: 'end' });
  /** @type {Map<string, HTMLElement>} by client_id */
  #pending = new Map();
  /** @type {Map<number, HTMLElement>} by answer voted on */
  #whys = new Map();
  #asked = false; // the greeting answers nothing: there is nothing to vote on
  #day = day(new Date());

  /** @param {Reader} reader */
  constructor(reader) {
    this.reader = reader;
    this.choices = new Choices(reader.take);
    const scrolls = { tabindex: '0', role: 'group', 'aria-label': say('Échanges', 'Messages') };
    this.element = el('div', { class: 'thread', part: 'thread', ...scrolls });
  }

  /** @param {HTMLElement} typing what stands after the last message */
  fill(typing) {
    this.#list.append(this.#end);
    this.element.append(this.#list, typing);
  }

  clear() {
    this.#list.replaceChildren(this.#end);
    this.#pending.clear();
    this.#whys.clear();
    this.#asked = false;
    this.#day = day(new Date());
    this.choices.clear();
  }

  /** @param {() => void} add what was said before this page: shown, not read aloud */
  quietly(add) {
    this.#list.setAttribute('aria-live', 'off');
    add();
    setTimeout(() => this.#list.setAttribute('aria-live', 'polite'), 500);
  }

  /**
   * @param {ChatEvent} event
   * @param {string} [client_id] of the message typed here that this event is
   */
  show(event, client_id) {
    if (event.from === 'user') {
      this.#asked = true;
      this.choices.settle(event.text ?? '');
    }
    if (event.state && event.state.speaker !== 'queued') this.choices.leave();
    if (event.state?.speaker === 'closed') this.choices.settle('');
    const { api, assistant, author, extend } = this.reader;
    if (!isShown(event, Boolean(extend))) return;
    const known = this.#confirm(client_id);
    if (known) return this.#date(event, known);
    const message = renderMessage(event, assistant(), author, this.reader.open);
    if (api && event.card) message.querySelector('.card')?.append(...renderLinks(event.card, api()));
    if (extend) extend(message, event);
    else this.#extend(message, event);
    this.#insert(message, this.#firstPending(), event);
  }

  /** @param {Pending} item */
  type(item) {
    const message = renderPending(item, this.reader.as);
    this.#pending.set(item.client_id, message);
    this.choices.settle(item.label);
    this.#insert(message, this.#end);
    this.toEnd();
  }

  /**
   * @param {Pending} item
   * @param {Delivery} delivery
   * @param {string} [detail]
   */
  deliver(item, delivery, detail) {
    const message = this.#pending.get(item.client_id);
    const noted = message?.querySelector('.delivery');
    if (!message || (noted && delivery === 'waiting')) return;
    noted?.remove();
    if (delivery === 'duplicate') message.remove();
    if (delivery === 'duplicate' || delivery === 'refused') this.#pending.delete(item.client_id);
    message.classList.toggle('refused', delivery === 'refused');
    if (delivery === 'waiting') this.#note(message, say('En attente d’envoi…', 'Waiting to be sent…'));
    if (delivery === 'refused') {
      this.#note(message, say('Message non envoyé : ', 'Message not sent. '), el('span', { lang: 'fr' }, detail ?? ''));
    }
  }

  /**
   * @param {HTMLElement} message
   * @param {...(Node | string)} words what became of it
   */
  #note(message, ...words) {
    this.keepingEnd(() => message.append(el('p', { class: 'delivery' }, ...words)));
  }

  /**
   * The days are the server's: those of what is not acknowledged yet are not known.
   * @param {ChatEvent} event
   * @param {HTMLElement} message the first of its day has the day above it
   */
  #date({ at }, message) {
    const told = day(at);
    if (told === this.#day) return;
    this.#day = told;
    message.classList.remove('follows');
    message.before(el('p', { class: 'day' }, told === day(new Date()) ? say('Aujourd’hui', 'Today') : told));
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** @param {() => void} change of what stands around; the last message stays in sight if it was */
  keepingEnd(change) {
    const atEnd = this.isAtEnd;
    change();
    if (atEnd) this.toEnd();
  }

  #firstPending() {
    return this.#pending.values().next().value ?? this.#end;
  }

  /** @param {string | undefined} client_id */
  #confirm(client_id) {
    const message = client_id && this.#pending.get(client_id);
    if (!message) return undefined;
    this.#pending.delete(client_id);
    message.classList.remove('pending');
    message.querySelector('.delivery')?.remove();
    return message;
  }

  /**
   * @param {HTMLElement} message
   * @param {ChatEvent} event
   */
  #extend(message, event) {
    const { given } = this.reader;
    const tools = el('div', { class: 'tools' });
    const isAnswer = event.from === 'bot' && event.topic && event.votable !== false;
    if (isAnswer && this.#asked) {
      const send = (/** @type {1 | -1} */ value) => this.#vote(event.seq, value);
      tools.append(renderVotes(given(event.seq), send));
    }
    if (['bot', 'agent'].includes(event.from) && event.text) tools.append(...renderCopy(event.text));
    if (tools.firstChild) message.append(tools);
    if (event.about) {
      this.#whys.set(event.about, message);
      message.hidden = given(event.about) === 1;
    }
    if (event.choices?.length) message.append(this.choices.render(event.choices, event.choices_while === 'queued'));
  }

  /** @type {(seq: number, value: 1 | -1) => Promise<void>} a vote for it withdraws « why? » */
  async #vote(seq, value) {
    await this.reader.vote(seq, value);
    const why = this.#whys.get(seq);
    if (why) why.hidden = value === 1;
  }

  /**
   * @param {HTMLElement} message
   * @param {HTMLElement} before
   * @param {ChatEvent} [event]
   */
  #insert(message, before, event) {
    const atEnd = this.isAtEnd;
    before.before(message);
    const previous = message.previousElementSibling;
    const same = previous && author(previous) === author(message);
    message.classList.toggle('follows', Boolean(same));
    if (event) this.#date(event, message);
    if (!atEnd) return;
    if (before === this.#end) this.#reveal(message);
    else this.toEnd(); // what is being sent stays in sight, below
  }

  get isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < 80;
  }

  /** @param {HTMLElement} message its end, or its start when it is taller than the window */
  #reveal(message) {
    this.toEnd();
    const above = message.offsetTop - this.element.offsetTop - 10;
    this.element.scrollTop = Math.min(this.element.scrollTop, above);
  }
}

/**
 * @param {ChatEvent} event
 * @param {boolean} everything positions in the queue are the banner's affair, where there is one
 */
function isShown({ type, text, card, choices, state }, everything) {
  if (type === 'turn_end' || (state?.speaker === 'queued' && !everything)) return false;
  return Boolean(text || card || choices?.length);
}

/** @param {Element} message */
function author(message) {
  return message.querySelector('.author b')?.textContent ?? message.classList[1];
}
