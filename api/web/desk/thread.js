/** The middle column: one conversation, read along as it grows. */

import { say } from './answers.js';
import { el } from '../widget/dom.js';
import { byId } from './page.js';
import { Sending } from './sending.js';
import { call, conversationPath, Refusal } from './server.js';
import { newTranscript } from './transcript.js';

/** @import {Attachment, ChatEvent, Delivery, Page, Pending} from './types.js' */

const ASK_EVERY = 3_000;

export class Thread {
  #log = newTranscript(() => this.#id);
  #sending = new Sending({
    typed: (id, item) => id === this.#id && this.#log.type(item),
    report: (id, item, delivery, detail) => this.#report(id, item, delivery, detail),
    isShown: (id, seq) => id === this.#id && seq <= this.#lastSeq,
  });
  #id = '';
  #lastSeq = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #asking;
  /** @type {Promise<void>} */
  #reading = Promise.resolve();

  /**
   * @param {(id: string, lastSeq: number, handsChanged: boolean) => void} read
   * @param {(id: string, text: string) => void} refused gives back what could not be sent
   */
  constructor(read, refused) {
    this.read = read;
    this.refused = refused;
    this.#log.fill(el('div', {}));
    byId('log', HTMLElement).append(this.#log.element);
  }

  get id() {
    return this.#id;
  }

  /** @param {string} id empty: none */
  open(id) {
    if (id !== this.#id) {
      this.#id = id;
      this.#lastSeq = 0;
      this.#log.clear();
      if (id) this.#sending.pending(id).forEach((item) => this.#log.type(item));
    }
    return this.catchUp();
  }

  /**
   * @param {string} text
   * @param {Attachment[]} files
   */
  send(text, files) {
    this.#sending.send(this.#id, text, files);
    this.#log.toEnd();
  }

  /** @param {() => void} change of what takes room from the conversation: its end stays in sight */
  keepingEnd(change) {
    this.#log.keepingEnd(change);
  }

  /** @param {boolean} wanted nobody tells of a colleague's conversation: it is asked for */
  follow(wanted) {
    if (wanted === Boolean(this.#asking)) return;
    clearInterval(this.#asking);
    this.#asking = wanted ? setInterval(() => void this.catchUp(), ASK_EVERY) : undefined;
  }

  /** Read what is new; one reading at a time, so that nothing is shown twice. */
  catchUp() {
    this.#reading = this.#reading.then(() => this.#read());
    return this.#reading;
  }

  async #read() {
    const id = this.#id;
    if (!id) return;
    try {
      const path = conversationPath(id, `/events?after=${this.#lastSeq}`);
      const page = /** @type {Page} */ (await call('GET', path));
      if (id === this.#id) this.#show(page);
    } catch (error) {
      const told = error instanceof Refusal && error.status !== 404;
      if (id === this.#id && told) say(error.message);
    }
  }

  /** @param {Page} page */
  #show({ events, last_seq }) {
    const first = this.#lastSeq === 0;
    const add = () => events.forEach((event) => this.#add(event));
    if (first) this.#log.quietly(add);
    else add();
    if (first) this.#log.toEnd();
    this.#lastSeq = last_seq;
    this.read(this.#id, last_seq, events.some(({ type }) => type === 'state'));
  }

  /** @param {ChatEvent} event */
  #add(event) {
    this.#log.show(event, this.#sending.claim(this.#id, event));
  }

  /**
   * @param {string} id
   * @param {Pending} item
   * @param {Delivery} delivery
   * @param {string} [detail]
   */
  #report(id, item, delivery, detail) {
    if (id === this.#id) this.#log.deliver(item, delivery, detail);
    if (delivery === 'refused' && !item.wordless) this.refused(id, item.label);
    if (delivery === 'accepted' && id === this.#id) void this.catchUp();
  }
}
