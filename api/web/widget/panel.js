/** The window of the assistant: loaded at the first opening, and not before. */

import { Attachments } from './attachments.js';
import { Banner } from './banner.js';
import { Composer } from './composer.js';
import { adopt, button, el, icon, unseen } from './dom.js';
import { Jump } from './jump.js';
import { Log } from './log.js';
import { Menu } from './menu.js';
import { PANEL_CSS } from './panel-style.js';
import { Search } from './search.js';
import { Session } from './session.js';
import { THREAD_CSS } from './thread-style.js';
import { Typing } from './typing.js';

/** @import {ChatEvent, Host, Pending} from './types.js' */

// There the panel takes the whole screen, and the page under it must not be reached.
const NARROW = matchMedia('(max-width: 30em), (max-height: 30em)');

const MOVES = ['resize', 'scroll'];
const AGAIN = 'Nouvelle conversation';

export class Panel {
  #unread = 0;
  #typing = new Typing();
  #again = button({ class: 'again', hidden: true }, () => this.#renew(), AGAIN);
  #menu = new Menu(() => this.#options());
  #resize = () => this.#rearrange();
  #fit = () => this.#fitIn();

  /**
   * @param {ShadowRoot} root
   * @param {Host} host
   */
  constructor(root, host) {
    this.host = host;
    this.banner = new Banner();
    this.session = this.#newSession();
    this.log = this.#newLog();
    this.jump = new Jump(this.log);
    this.search = new Search(this.log, () => this.#refocus());
    this.files = new Attachments((...sent) => this.session.upload(...sent));
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
    for (const name of MOVES) visualViewport?.addEventListener(name, this.#fit);
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
    for (const name of MOVES) visualViewport?.removeEventListener(name, this.#fit);
    this.session.stop();
    this.dialog.remove();
  }

  #arrange() {
    if (NARROW.matches) this.dialog.showModal();
    else this.dialog.show();
    this.#fitIn();
  }

  /** On a phone, above the keyboard; a page that is zoomed in keeps its size. */
  #fitIn() {
    const { height, offsetTop, scale } = visualViewport ?? { scale: 0 };
    const style = NARROW.matches && scale === 1 ? `top:${offsetTop}px;height:${height}px` : '';
    this.log.keepingEnd(() => (this.dialog.style.cssText = style));
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
      refused: () => this.host.refused(),
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
    const fresh = items.filter(({ event }) => event.from !== 'user' && event.text).length;
    const { isAtEnd } = this.log;
    show();
    if (!isAtEnd) this.jump.add(fresh);
    for (const { event } of items) {
      if (event.type === 'turn_end' || event.from === 'agent') this.host.turn(event);
      if (event.from === 'agent') this.#typing.hide();
    }
    this.#count(fresh);
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
    const dialog = el('dialog', { class: 'panel', part: 'panel', 'aria-labelledby': 'title' });
    dialog.append(
      this.#header(),
      this.search.element,
      this.banner.element,
      this.log.element,
      this.#footer(),
    );
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
    const cross = [icon('M5 5 19 19', 'M19 5 5 19'), unseen('Fermer l’assistance')];
    const close = button({ class: 'close', title: 'Fermer' }, () => this.host.closing(), ...cross);
    return el('div', { class: 'head', part: 'head' }, el('div', {}, title, who), this.#menu.element, close);
  }

  /** @returns {import('./menu.js').Item[]} what an agent knows of is not left, but erased */
  #options() {
    const { session } = this;
    const alone = !['queued', 'agent'].includes(session.state.speaker.speaker);
    return [
      ['Rechercher dans la conversation', () => this.search.open()],
      ['Télécharger la conversation', () => session.open()],
      ...(alone ? [/** @type {[string, () => void]} */ ([AGAIN, () => this.#renew()])] : []),
      ['Effacer la conversation…', () => this.#menu.show(
        [['Garder la conversation', () => {}], ['Effacer définitivement', () => session.erase()]],
        'Effacer tout ce qui a été dit ?',
      )],
    ];
  }

  #renew() {
    this.session.forget();
    this.composer.focus();
  }

  #footer() {
    const mention = 'Ne communiquez jamais votre mot de passe.';
    return el(
      'div',
      { class: 'foot', part: 'foot' },
      this.jump.element,
      this.#again,
      this.composer.element,
      el('p', { class: 'mention' }, mention),
    );
  }
}
