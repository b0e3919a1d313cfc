/**
 * One visitor's conversation: created when the panel opens, resumed after a reload, forgotten when
 * the visitor changes. Knows nothing of the page: the panel listens.
 */

import { ConversationState } from './conversation.js';
import { subjectOf } from './identity.js';
import { say } from './language.js';
import { Outbox, newClientId } from './outbox.js';
import { backoff } from './pause.js';
import { Readiness } from './readiness.js';
import { TabStore } from './store.js';
import { EventStream } from './stream.js';
import { Refusal, Transport } from './transport.js';

/** @import {Attachment, ChatEvent, Conversation, Delivery, Listener, Pending} from './types.js' */

const SIGN_EVERY = 3_000; // the server's sign lasts six seconds

export class Session {
  /** @type {Conversation | null} */
  #conversation = null;
  /** @type {Promise<Conversation> | null} */
  #creation = null;
  /** @type {EventStream | null} */
  #stream = null;
  #life = new AbortController();
  /** @type {string | null} */
  #subject = null;
  #caughtUp = false;
  #started = false;
  /** @type {AbortSignal | null} */
  #beginning = null;
  #awake = false;
  #nextSign = 0;
  state = new ConversationState();
  linkUp = true;
  notice = '';

  /**
   * @param {string} api
   * @param {string | null} identity
   * @param {Listener} listener
   */
  constructor(api, identity, listener) {
    this.identity = identity;
    this.listener = listener;
    this.transport = new Transport(api);
    this.store = new TabStore(api);
    this.readiness = new Readiness(this.transport, listener.changed);
    this.outbox = this.#newOutbox();
  }

  /** Take up the conversation of this tab, if it belongs to this visitor or to nobody. */
  async start() {
    const { id, token, subject = null, pending = [] } = this.store.read();
    const present = subjectOf(this.identity);
    if (subject !== null && subject !== present) {
      this.store.forget();
      this.#belongTo(present);
      return this.#begin();
    }
    this.#belongTo(id ? subject : present);
    if (id && token) await this.#resume({ id, token });
    pending.forEach((item) => this.#queue(item));
    void this.#begin();
  }

  /** @param {Conversation} conversation logged in now, if the visitor has been meanwhile */
  async #resume(conversation) {
    const life = this.#life.signal;
    this.#conversation = conversation;
    await this.#restore(conversation);
    if (!life.aborted) await this.identify(this.identity);
  }

  /** The panel is on screen. */
  wake() {
    this.#awake = true;
    this.readiness.watch();
    if (this.#conversation && !this.#stream && this.#caughtUp) this.#follow(this.#conversation);
    if (this.#started && !this.#conversation) void this.#begin();
  }

  /** The panel is closed: stay connected only if something is expected. */
  rest() {
    this.#awake = false;
    this.readiness.rest();
    if (!this.state.expecting && this.outbox.isEmpty) this.#unfollow();
  }

  stop() {
    this.readiness.rest();
    this.#life.abort();
    this.outbox.stop();
    this.#unfollow();
  }

  /**
   * @param {string} label
   * @param {string} [choice]
   */
  send(label, choice) {
    this.notice = '';
    this.#queue({ client_id: newClientId(), label, ...(choice && { choice }) });
  }

  /**
   * @param {string} text may be empty: the label is then the one the server gives
   * @param {Attachment[]} files
   */
  sendFiles(text, files) {
    this.notice = '';
    const names = files.map(({ name }) => name).join(', ');
    const label = text || `${files.length > 1 ? 'Fichiers joints' : 'Fichier joint'} : ${names}`;
    this.#queue({ client_id: newClientId(), label, files, wordless: !text });
  }

  /** The user is writing: an agent may want to wait for it. Lost, it is no matter. */
  writing() {
    const here = this.state.speaker.speaker === 'agent' && this.#conversation;
    if (!here || Date.now() < this.#nextSign) return;
    this.#nextSign = Date.now() + SIGN_EVERY;
    this.transport.tell(here, 'typing').catch(() => {});
  }

  /** The present one, if there is one already. */
  get conversation() {
    return this.#conversation;
  }

  /** Over once the conversation is no longer this one. */
  get life() {
    return this.#life.signal;
  }

  /** @param {string} notice */
  tell(notice) {
    this.notice = notice;
    this.listener.changed();
  }

  /**
   * @param {File} file
   * @param {AbortSignal} signal
   * @param {(part: number) => void} progress from 0 to 1
   */
  async upload(file, signal, progress) {
    return this.transport.upload(await this.#open(), file, signal, progress);
  }

  /**
   * @param {number} seq
   * @param {1 | -1} value
   */
  async vote(seq, value) {
    if (!this.#conversation) return;
    const vote = this.transport.tell(this.#conversation, 'votes', { seq, value });
    this.tell(await vote.then(() => '', () => say('Votre avis n’a pas pu être enregistré.', 'Your opinion could not be recorded.')));
    await vote;
    this.store.update({ votes: { ...this.store.read().votes, [seq]: value } });
  }

  /**
   * Another visitor gets another conversation; an anonymous one is taken along by who logs in.
   * @param {string | null} identity
   */
  async identify(identity) {
    const subject = subjectOf(identity);
    this.identity = identity;
    if (subject === this.#subject) return;
    const anonymous = this.#subject === null && subject !== null;
    if (!anonymous) return this.forget();
    if (!this.#conversation) return this.#belongTo(subject);
    const life = this.#life.signal;
    try {
      await this.transport.tell(this.#conversation, 'identity', { identity });
      if (life.aborted) return;
      this.#belongTo(subject);
      this.tell('');
    } catch (error) {
      if (!life.aborted && error instanceof Refusal) this.forget();
    }
  }

  /**
   * Start afresh.
   * @param {string} [notice]
   * @param {string} [draft] what is being typed, unless it is to be forgotten as well
   */
  forget(notice = '', draft = '') {
    this.#reset();
    this.store.forget();
    this.store.update({ draft });
    this.#belongTo(subjectOf(this.identity));
    this.notice = notice;
    this.listener.forgotten();
    this.listener.changed();
    if (this.#awake) void this.#begin();
  }

  /** @param {string | null} subject */
  #belongTo(subject) {
    this.#subject = subject;
    this.store.update({ subject });
  }

  #reset() {
    this.#life.abort();
    this.#life = new AbortController();
    this.outbox.stop();
    this.outbox = this.#newOutbox();
    this.#unfollow();
    this.#conversation = null;
    this.#creation = null;
    this.#caughtUp = false;
    this.state = new ConversationState();
  }

  #newOutbox() {
    const life = this.#life.signal;
    return new Outbox({
      send: async (item) => {
        const conversation = await this.#open();
        const { seq } = await this.#whileOurs(life, this.transport.post(conversation, item));
        return seq;
      },
      report: (item, delivery, detail) => this.listener.delivery(item, delivery, detail),
      save: (pending) => this.store.update({ pending }),
      isShown: (seq) => seq <= this.state.lastSeq,
    });
  }

  /** @param {Pending} item */
  #queue(item) {
    this.listener.typed(item);
    this.outbox.add(item);
  }

  /** Have a conversation, however long the server is away: the assistant then greets. */
  async #begin() {
    this.#started = true;
    const life = this.#life.signal;
    if (this.#beginning === life) return;
    this.#beginning = life;
    for (let failures = 1; !life.aborted; failures += 1) {
      try {
        await this.#open();
        this.#beginning = null;
        return this.#link(true);
      } catch {
        if (life.aborted) return;
        this.#link(false);
        await backoff(failures, life);
      }
    }
  }

  /** @returns {Promise<Conversation>} the present one, else a new one, asked for once */
  #open() {
    if (this.#conversation) return Promise.resolve(this.#conversation);
    this.#creation ??= this.#create();
    return this.#creation;
  }

  async #create() {
    const life = this.#life.signal;
    const { conversation, identity } = await this.#request().catch((error) => {
      if (!life.aborted) this.#creation = null;
      throw error;
    });
    if (life.aborted) throw new Error('forgotten');
    this.#conversation = conversation;
    this.store.update(conversation);
    this.#belongTo(subjectOf(identity));
    this.#follow(conversation);
    void this.identify(this.identity); // it may have changed meanwhile
    this.listener.changed();
    return conversation;
  }

  /** An anonymous conversation when the identity is refused. */
  async #request() {
    const { identity } = this;
    try {
      return { conversation: await this.transport.create(identity), identity };
    } catch (error) {
      if (!(error instanceof Refusal && error.isGone && identity)) throw error;
      if (this.identity === identity) this.identity = null;
      this.notice = say(
        'Votre identification a expiré : cette conversation est anonyme.',
        'Your sign-in has expired: this conversation is anonymous.',
      );
      this.listener.refused();
      return { conversation: await this.transport.create(null), identity: null };
    }
  }

  /**
   * The log up to now, which is not read aloud; then what follows, live.
   * @param {Conversation} conversation
   */
  async #restore(conversation) {
    const life = this.#life.signal;
    for (let failures = 1; !life.aborted; failures += 1) {
      try {
        const { events } = await this.transport.history(conversation, this.state.lastSeq);
        if (life.aborted) return;
        this.#link(true);
        if (events.length === 0) return this.#follow(conversation);
        this.#take(events, false);
        failures = 0;
      } catch (error) {
        if (life.aborted) return;
        if (error instanceof Refusal && error.isGone) return this.#lost();
        this.#link(false);
        await backoff(failures, life);
      }
    }
  }

  /** @param {Conversation} conversation */
  #follow(conversation) {
    this.#caughtUp = true;
    this.#stream = new EventStream(this.transport.api, conversation, {
      after: () => this.state.lastSeq,
      events: (events) => this.#take(events, true),
      typing: ({ from, author, seconds }) => {
        if (from === 'agent') this.listener.writing(author ?? say('L’agent', 'The agent'), seconds);
      },
      link: (up) => this.#link(up),
      gone: () => this.#lost(),
    });
    this.#stream.start();
  }

  #unfollow() {
    this.#stream?.stop();
    this.#stream = null;
  }

  /**
   * @param {ChatEvent[]} events
   * @param {boolean} live
   */
  #take(events, live) {
    const fresh = events
      .filter((event) => this.state.take(event))
      .map((event) => ({ event, client_id: live ? this.outbox.claim(event) : undefined }));
    if (fresh.length) this.listener.events(fresh, live);
    this.listener.changed();
  }

  /** @param {boolean} up */
  #link(up) {
    if (up === this.linkUp) return;
    this.linkUp = up;
    this.listener.changed();
  }

  /** The server no longer knows our conversation: what is still to be sent goes to a new one. */
  #lost() {
    const pending = this.outbox.items;
    const { draft } = this.store.read();
    const told = say(
      'Votre conversation précédente a expiré : en voici une nouvelle.',
      'Your former conversation has expired: here is a new one.',
    );
    this.forget(told, draft);
    pending.forEach((item) => this.#queue(item));
  }

  /**
   * @template T
   * @param {AbortSignal} life
   * @param {Promise<T>} answer
   * @returns {Promise<T>}
   */
  async #whileOurs(life, answer) {
    try {
      return await answer;
    } catch (error) {
      if (!life.aborted && error instanceof Refusal && error.isGone) this.#lost();
      throw error;
    }
  }
}
