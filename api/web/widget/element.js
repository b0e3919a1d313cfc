import { adopt, icon } from './dom.js';
import { subjectOf } from './identity.js';
import { language, say, speak } from './language.js';
import { LAUNCHER_CSS } from './launcher-style.js';
import { TabStore } from './store.js';

/** @import {Panel} from './panel.js' */

const BUBBLE = 'M4 4h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z';

/**
 * The assistant's button and its window. Until the user opens it, it loads, sends and stores nothing.
 *
 * Attributes: `identity` (JWT signed by the host page), `api` (address of the assistant, the
 * module's own by default), `name` (the assistant's, « Clara » by default), `lang` (its own or an
 * ancestor's: English for `en…`, else French; read when it comes into the page and when it opens).
 *
 * @fires chorale:open - the window is on screen
 * @fires chorale:close - the window is closed
 * @fires chorale:identity - the identity is refused, expired perhaps: `identify()` takes another
 * @fires chorale:turn - an answer is complete; `detail` is `{seq}`
 */
export class ChoraleChat extends HTMLElement {
  static observedAttributes = ['identity', 'lang'];

  /** @type {Panel | null} */
  #panel = null;
  /** @type {Promise<Panel> | null} */
  #loading = null;
  /** @type {string | null} */
  #identity = null;
  #open = false;
  #label = new Text();
  #badge = document.createElement('span');
  #launcher = document.createElement('button');
  #root = this.attachShadow({ mode: 'open' });

  constructor() {
    super();
    adopt(this.#root, LAUNCHER_CSS);
    Object.assign(this.#badge, { className: 'badge', hidden: true });
    Object.assign(this.#launcher, { type: 'button', className: 'launcher', part: 'launcher' });
    this.#launcher.setAttribute('aria-haspopup', 'dialog');
    this.#launcher.append(icon(BUBBLE), this.#label, this.#badge);
    this.#launcher.addEventListener('click', () => void this.open());
    this.#root.append(this.#launcher);
  }

  connectedCallback() {
    this.#speak();
    this.#reopen();
  }

  disconnectedCallback() {
    this.#panel?.dispose();
    this.#panel = null;
    this.#loading = null;
    this.#open = false;
    this.#launcher.hidden = false;
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'identity') this.identify(after);
    else this.#speak();
  }

  /**
   * Show the window, with the focus in its field unless it is to stay where it is.
   * @param {{focus?: boolean}} [options]
   */
  async open({ focus = true } = {}) {
    await this.#show(focus);
  }

  /** Close the window; the conversation stays. */
  close() {
    if (!this.#open) return;
    this.#open = false;
    this.#panel?.close();
    this.#launcher.hidden = false;
    this.#launcher.focus();
    this.#tell('chorale:close');
  }

  /**
   * Show the window and ask a question in the user's name.
   * @param {string} text
   */
  async ask(text) {
    await this.#show(true);
    if (text.trim()) this.#panel?.ask(text.trim());
  }

  /**
   * Say who the user is, or with null that he has logged out: the conversation is then forgotten.
   * @param {string | null} jwt
   */
  identify(jwt) {
    const before = subjectOf(this.#identity);
    this.#identity = jwt || null;
    if (this.#panel) void this.#panel.session.identify(this.#identity);
    else if (before && before !== subjectOf(jwt)) this.#store().forget();
    else if (this.isConnected) this.#reopen();
  }

  /** The window that is open, or was, keeps the language it began in. */
  #speak() {
    if (!this.#loading) {
      const near = /** @type {HTMLElement | null} */ (this.closest('[lang]'));
      speak((near ?? document.documentElement).lang);
    }
    this.#launcher.lang = language;
    this.#label.data = say('Besoin d’aide\u00a0?', 'Need help?');
  }

  get #api() {
    const address = this.getAttribute('api') ?? new URL('..', import.meta.url).href;
    return new URL(address.replace(/\/*$/, '/'), document.baseURI).href;
  }

  #store() {
    return new TabStore(this.#api);
  }

  /** A reload finds the window as it was, provided that the user is the same. */
  #reopen() {
    const { open, subject = null } = this.#store().read();
    const ours = subject === null || subject === subjectOf(this.#identity);
    if (open && ours) void this.#show(false);
  }

  /** @param {boolean} focus */
  async #show(focus) {
    const panel = await (this.#loading ??= this.#load());
    if (this.#open || panel !== this.#panel) return;
    this.#open = true;
    this.#launcher.hidden = true;
    panel.open(focus);
    this.#tell('chorale:open');
  }

  async #load() {
    this.#speak();
    this.#launcher.setAttribute('aria-busy', 'true');
    try {
      const { Panel } = await import('./panel.js');
      if (!this.isConnected) throw new Error('the element has left the page');
      const panel = new Panel(this.#root, this.#host());
      this.#panel = panel;
      void panel.start();
      return panel;
    } catch (error) {
      this.#loading = null; // the next click tries again
      throw error;
    } finally {
      this.#launcher.removeAttribute('aria-busy');
    }
  }

  #host() {
    return {
      api: this.#api,
      identity: this.#identity,
      lang: language,
      assistant: this.getAttribute('name') || 'Clara',
      closing: () => this.close(),
      turn: (/** @type {{seq: number}} */ { seq }) => this.#tell('chorale:turn', { seq }),
      refused: () => this.#tell('chorale:identity'),
      badge: this.#badge,
    };
  }

  /**
   * @param {string} name
   * @param {object} [detail]
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}
