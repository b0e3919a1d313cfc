/** The window of the assistant: loaded at the first opening, and not before. */

import { Attachments } from './attachments.js';
import { Banner } from './banner.js';
import { Composer } from './composer.js';
import { adopt, button, el, icon, unseen } from './dom.js';
import { unreadLabel } from './french.js';
import { Jump } from './jump.js';
import { say, speak } from './language.js';
import { Log } from './log.js';
import { Menu } from './menu.js';
import { PANEL_CSS } from './panel-style.js';
import { Search } from './search.js';
import { Session } from './session.js';
import { THREAD_CSS } from './thread-style.js';
import { Typing } from './typing.js';
import { download, end, erase } from './whole.js';

/** @import {ChatEvent, Host, Pending} from './types.js' */

// There the panel takes the whole screen, and the page under it must not be reached.
const NARROW = matchMedia('(max-width: 30em), (max-height: 30em)');

const MOVES = ['resize', 'scroll'];
const again = () => say('Nouvelle conversation', 'New conversation');

export class Panel {
  #unread = 0;
  #typing = new Typing();
  #menu = new Menu(() => this.#options());
  #resize = () => this.#rearrange();
  #fit = () => this.#fitIn();

  /**
   * @param {ShadowRoot} root
   * @param {Host} host
   */
  constructor(root, host) {
    this.host = host;
    speak(host.lang); // before anything is said
    this.again = button({ class: 'again', hidden: true }, () => this.#renew(), again());
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

  /** @param {boolean} focus false when a reload reopens what was open, or the page says so */
  open(focus) {
    this.dialog.inert = !focus; // `showModal()` gives the focus to what can have it
    this.#arrange();
    this.dialog.inert = false;
    this.#count(0);
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
    else this.dialog.open = true; // `show()` would take the focus from the page
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
      open: (file) => download(this.session, file),
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
    if (fresh && !this.dialog.open) this.#count(this.#unread + fresh);
  }

  /** @param {number} unread */
  #count(unread) {
    const { badge } = this.host;
    this.#unread = unread;
    badge.hidden = !unread;
    badge.replaceChildren(el('span', { 'aria-hidden': 'true' }, String(unread)), unseen(` (${unreadLabel(unread)})`));
  }

  #refresh() {
    const { state } = this.session;
    const closed = state.speaker.speaker === 'closed';
    this.log.keepingEnd(() => {
      this.banner.show(this.session);
      if (state.answerOwed) this.#typing.show(this.host.assistant);
      else if (state.speaker.speaker !== 'agent') this.#typing.hide();
      this.composer.element.hidden = closed;
      this.again.hidden = !closed;
    });
  }

  #build() {
    const dialog = el('dialog', { class: 'panel', part: 'panel', lang: this.host.lang, 'aria-labelledby': 'title' });
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
    const title = el('h2', { id: 'title' }, say('Assistance', 'Support'));
    const who = el('p', {}, this.host.assistant + say(', assistante automatique', ', automated assistant'));
    const cross = [icon('M5 5 19 19', 'M19 5 5 19'), unseen(say('Fermer l’assistance', 'Close support'))];
    const close = button({ class: 'close', title: say('Fermer', 'Close') }, () => this.host.closing(), ...cross);
    return el('div', { class: 'head', part: 'head' }, el('div', {}, title, who), this.#menu.element, close);
  }

  /** @returns {import('./menu.js').Item[]} what an agent knows of is not left unawares */
  #options() {
    const { session } = this;
    const { speaker } = session.state.speaker;
    /** @type {import('./menu.js').Item[]} */
    const items = [
      [say('Rechercher dans la conversation', 'Search the conversation'), () => this.search.open()],
      [say('Télécharger la conversation', 'Download the conversation'), () => download(session)],
    ];
    if (speaker === 'bot' || speaker === 'closed') items.push([again(), () => this.#renew()]);
    if (speaker !== 'closed') {
      items.push(this.#confirmed(
        say('Terminer la conversation…', 'End the conversation…'),
        say('Terminer la conversation ?', 'End the conversation?'),
        [say('Continuer', 'Go on'), say('Terminer', 'End')],
        () => end(session),
      ));
    }
    return [...items, this.#confirmed(
      say('Effacer la conversation…', 'Delete the conversation…'),
      say('Effacer tout ce qui a été dit ?', 'Delete all that was said?'),
      [say('Garder la conversation', 'Keep the conversation'), say('Effacer définitivement', 'Delete for good')],
      () => erase(session),
    )];
  }

  /**
   * @param {string} label
   * @param {string} question
   * @param {[string, string]} answers no, then yes
   * @param {() => unknown} act
   * @returns {import('./menu.js').Item}
   */
  #confirmed(label, question, [no, yes], act) {
    return [label, () => this.#menu.show([[no, () => {}], [yes, act]], question)];
  }

  #renew() {
    this.session.forget();
    this.composer.focus();
  }

  #footer() {
    const mention = say(
      'Ne communiquez jamais votre mot de passe.',
      'Answers are in French. Never give your password.',
    );
    return el(
      'div',
      { class: 'foot', part: 'foot' },
      this.jump.element,
      this.again,
      this.composer.element,
      el('p', { class: 'mention' }, mention),
    );
  }
}
