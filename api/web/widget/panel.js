/** The window of the assistant: loaded at the first opening, and not before. */

import { Attachments } from './attachments.js';
import { Banner } from './banner.js';
import { Composer } from './composer.js';
import { adopt, el, icon, unseen } from './dom.js';
import { Log } from './log.js';
import { PANEL_CSS } from './panel-style.js';
import { Session } from './session.js';
import { THREAD_CSS } from './thread-style.js';
import { Typing } from './typing.js';

/** @import {ChatEvent, Host, Pending} from './types.js' */

// There the panel takes the whole screen, and the page under it must not be reached.
const NARROW = matchMedia('(max-width: 30em), (max-height: 30em)');

export class Panel {
  #unread = 0;
  #typing = new Typing();
  #again = el('button', { type: 'button', class: 'again', hidden: true }, 'Nouvelle conversation');
  #resize = () => this.#rearrange();

  /**
   * @param {ShadowRoot} root
   * @param {Host} host
   */
  constructor(root, host) {
    this.host = host;
    this.banner = new Banner();
    this.session = this.#newSession();
    this.log = this.#newLog();
    this.files = new Attachments((file, signal) => this.session.upload(file, signal));
    this.composer = new Composer(
      (text, files) => (files.length ? this.session.sendFiles(text, files) : this.session.send(text)),
      (draft) => {
        this.session.store.update({ draft });
        if (draft) this.session.writing();
      },
      this.files,
    );
    this.log.fill(this.#typing.element);
    this.dialog = this.#build();
    adopt(root, PANEL_CSS + THREAD_CSS);
    root.append(this.dialog);
    NARROW.addEventListener('change', this.#resize);
  }

  async start() {
    this.composer.fill(this.session.store.read().draft ?? '');
    this.#refresh();
    await this.session.start();
  }

  /** @param {boolean} focus false when a reload reopens what was open */
  open(focus) {
    this.#arrange();
    this.#unread = 0;
    this.host.unread(0);
    this.log.toEnd();
    if (focus) this.composer.focus();
    this.session.store.update({ open: true });
    this.session.wake();
  }

  close() {
    this.dialog.close();
    this.session.store.update({ open: false });
    this.session.rest();
  }

  /** @param {string} text */
  ask(text) {
    this.session.send(text);
    this.#refocus();
  }

  dispose() {
    NARROW.removeEventListener('change', this.#resize);
    this.session.stop();
    this.dialog.remove();
  }

  #arrange() {
    if (NARROW.matches) this.dialog.showModal();
    else this.dialog.show();
  }

  #rearrange() {
    if (!this.dialog.open) return;
    const root = /** @type {ShadowRoot} */ (this.dialog.getRootNode());
    const focused = /** @type {HTMLElement | null} */ (root.activeElement);
    this.dialog.close();
    this.#arrange();
    focused?.focus();
  }

  /** A button that goes out of use loses the focus: give it to what comes next. */
  #refocus() {
    // On a touch screen the field would bring up a keyboard over the answer.
    if (matchMedia('(pointer: coarse)').matches) this.log.element.focus();
    else this.composer.focus();
  }

  #newSession() {
    const { api, identity } = this.host;
    return new Session(api, identity, {
      events: (items, live) => this.#receive(items, live),
      typed: (item) => this.log.type(item),
      delivery: (item, delivery, detail) => this.log.deliver(item, delivery, detail),
      forgotten: () => {
        this.log.clear();
        this.files.clear();
        this.composer.fill(this.session.store.read().draft ?? '');
      },
      writing: (author, seconds) => this.log.keepingEnd(() => this.#typing.show(author, seconds)),
      changed: () => this.#refresh(),
    });
  }

  #newLog() {
    return new Log({
      take: ({ id, label }) => {
        this.session.send(label, id);
        this.#refocus();
      },
      vote: (seq, value) => this.session.vote(seq, value),
      given: (seq) => this.session.store.read().votes?.[seq],
      assistant: () => this.host.assistant,
      api: () => this.host.api,
      open: (file) => this.session.open(file),
    });
  }

  /**
   * @param {{event: ChatEvent, client_id?: string}[]} items
   * @param {boolean} live
   */
  #receive(items, live) {
    const show = () => items.forEach(({ event, client_id }) => this.log.show(event, client_id));
    if (!live) {
      this.log.quietly(show);
      return this.log.toEnd();
    }
    show();
    for (const { event } of items) {
      if (event.type === 'turn_end' || event.from === 'agent') this.host.turn(event);
      if (event.from === 'agent') this.#typing.hide();
    }
    this.#count(items.filter(({ event }) => event.from !== 'user' && event.text).length);
  }

  /** @param {number} fresh */
  #count(fresh) {
    if (this.dialog.open || fresh === 0) return;
    this.#unread += fresh;
    this.host.unread(this.#unread);
  }

  #refresh() {
    const { state } = this.session;
    const closed = state.speaker.speaker === 'closed';
    this.log.keepingEnd(() => {
      this.banner.show(this.session);
      if (state.answerOwed) this.#typing.show(this.host.assistant);
      else if (state.speaker.speaker !== 'agent') this.#typing.hide();
      this.composer.element.hidden = closed;
      this.#again.hidden = !closed;
    });
  }

  #build() {
    const dialog = el('dialog', { class: 'panel', 'aria-labelledby': 'title' });
    dialog.append(this.#header(), this.banner.element, this.log.element, this.#footer());
    this.files.receive(dialog);
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.host.closing();
    });
    dialog.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      this.host.closing();
    });
    return dialog;
  }

  #header() {
    const title = el('h2', { id: 'title' }, 'Assistance');
    const who = el('p', {}, `${this.host.assistant}, assistante automatique`);
    const close = el('button', { type: 'button', class: 'close', title: 'Fermer' });
    close.append(icon('M5 5 19 19', 'M19 5 5 19'), unseen('Fermer l’assistance'));
    close.addEventListener('click', () => this.host.closing());
    return el('div', { class: 'head' }, el('div', {}, title, who), close);
  }

  #footer() {
    this.#again.addEventListener('click', () => {
      this.session.forget();
      this.composer.focus();
    });
    const mention = 'Ne communiquez jamais votre mot de passe.';
    return el(
      'div',
      { class: 'foot' },
      this.#again,
      this.composer.element,
      el('p', { class: 'mention' }, mention),
    );
  }
}
