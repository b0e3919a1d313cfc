/** What the reader may do with a sollicitation: an act to choose, its words and files, one button. */

import { el } from '../widget/dom.js';
import { actWords, meant, proposed } from './act-words.js';
import { Field } from './field.js';
import { JoinedFiles } from './joined.js';
import { writer } from './lines.js';
import { ServerRefusal } from './server.js';

/** @import {App} from './app.js' */
/** @import {ActName, Detail, StoredFile} from './types.js' */
/** @import {Side} from './sides.js' */

const MAX_TEXT = 4000;
const OF_THE_TEXT = ['text_required', 'text_too_long'];

/** @typedef {{act: ActName | null, text: string, files: StoredFile[]}} Begun */

export class ActForm {
  /** @type {ActName | null} */
  #act = null;
  #busy = false;
  #text = new Field('texte', 'Votre message', el('textarea', { rows: '5', maxlength: String(MAX_TEXT) }));
  #files;
  #send = el('button', { type: 'submit', class: 'main' });
  #body = el('div');
  /** @type {(after: Detail, said: string) => void} */
  done = () => undefined;
  /** @type {(error: ServerRefusal) => Promise<void>} it has changed meanwhile: to be shown again */
  stale = async (error) => this.app.trouble(error);

  /**
   * @param {Detail} item
   * @param {Side} side
   * @param {App} app
   */
  constructor(item, side, app) {
    this.item = item;
    this.side = side;
    this.app = app;
    this.path = `${side.path}/${encodeURIComponent(item.reference)}`;
    this.note = `acte:${side.name}:${item.reference}`;
    this.offers = proposed(item);
    this.#files = new JoinedFiles(
      (file, key, signal) => app.writer.upload(`${this.path}/files`, file, key, signal),
      () => this.#keep(),
    );
    this.#body.append(writer(app.me), this.#text.element, this.#files.element, this.#send);
    this.element = el('form', { class: 'act sheet', novalidate: true }, this.#choices(), this.#body);
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#perform();
    });
    this.#text.control.addEventListener('input', () => this.#keep());
    this.#resume();
  }

  #choices() {
    if (this.offers.length === 1) {
      return el('h2', {}, actWords(this.item, this.offers[0].act, this.side).choice);
    }
    const radios = this.offers.map(({ act }) => {
      const radio = el('input', { type: 'radio', name: 'acte', value: act });
      radio.addEventListener('change', () => {
        this.#choose(act);
        this.#keep();
      });
      const words = actWords(this.item, act, this.side);
      return el('label', { class: 'choice' }, radio, el('span', {}, words.choice));
    });
    const legend = el('legend', {}, el('h2', {}, 'Que voulez-vous faire ?'));
    return el('fieldset', {}, legend, ...radios);
  }

  /** What was begun before a reload, or what is meant if nothing else is said. */
  #resume() {
    const kept = this.#kept();
    this.#text.value = kept?.text ?? '';
    const unsaid = new Set(this.item.files.map(({ id }) => id));
    this.#files.restore((kept?.files ?? []).filter((file) => unsaid.has(file.id)));
    const begun = this.offers.find(({ act }) => act === kept?.act);
    this.#choose(begun?.act ?? meant(this.item, this.offers, this.side));
  }

  /** @returns {Begun | null} nothing if it arrived although its answer did not */
  #kept() {
    /** @type {Begun | null} */
    const kept = this.app.notes.read(this.note);
    const last = this.item.history.at(-1);
    const arrived = kept?.text && last?.act.code === kept.act && last.text === kept.text.trim();
    if (arrived) this.app.notes.forget(this.note);
    return arrived ? null : kept;
  }

  /** @param {ActName | null} act */
  #choose(act) {
    this.#act = act;
    this.#body.hidden = act === null;
    if (act === null) return;
    const radio = this.element.querySelector(`input[value="${act}"]`);
    if (radio instanceof HTMLInputElement) radio.checked = true;
    const words = actWords(this.item, act, this.side);
    this.#text.label.textContent = words.text;
    this.#text.error = '';
    this.#send.textContent = words.button;
    this.#text.element.hidden = act === 'assign';
    this.#files.element.hidden = act === 'assign' || act === 'close' || act === 'forward';
    this.#text.control.required = this.#needsText;
  }

  get #needsText() {
    return this.offers.some(({ act, needs_text }) => act === this.#act && needs_text);
  }

  #keep() {
    const begun = { act: this.#act, text: this.#text.control.value, files: this.#files.sent };
    this.app.notes.keep(this.note, begun);
  }

  async #perform() {
    if (this.#busy || !this.#act) return;
    if (this.#needsText && !this.#text.value) return this.#refuseText('Écrivez quelques mots avant d’envoyer.');
    this.#wait(true);
    try {
      await this.#files.settled();
      const after = await this.app.writer.write('POST', `${this.path}/acts`, this.#said());
      this.app.notes.forget(this.note);
      this.done(after, actWords(this.item, this.#act, this.side).done);
    } catch (error) {
      this.#refused(error);
    } finally {
      this.#wait(false);
    }
  }

  #said() {
    const withFiles = !this.#files.element.hidden;
    const said = this.#text.element.hidden ? '' : this.#text.value;
    return {
      act: this.#act,
      ...(said && { text: said }),
      files: withFiles ? this.#files.sent.map(({ id }) => id) : [],
    };
  }

  /** @param {unknown} error */
  #refused(error) {
    if (error instanceof ServerRefusal && OF_THE_TEXT.includes(error.code)) {
      return this.#refuseText(error.message);
    }
    if (error instanceof ServerRefusal && error.status === 409) {
      return void this.stale(error).catch(this.app.trouble);
    }
    this.app.trouble(error);
  }

  /** @param {string} why */
  #refuseText(why) {
    this.#text.error = why;
    this.#text.control.focus();
  }

  /** @param {boolean} busy the button stays where the focus is */
  #wait(busy) {
    this.#busy = busy;
    this.#send.setAttribute('aria-disabled', String(busy));
    this.element.setAttribute('aria-busy', String(busy));
  }
}
