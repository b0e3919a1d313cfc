/** A sollicitation being written: fields, files, a draft kept on demand, a summary to confirm. */

import { button, mainHeading } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { blame, check, clearErrors, errorSummary } from './checks.js';
import { Draft } from './draft.js';
import { FormFields } from './form-fields.js';
import { JoinedFiles } from './joined.js';
import { writer } from './lines.js';
import { ServerRefusal, read } from './server.js';
import { renderSummary } from './summary.js';

/** @import {App} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Category, Detail, StoredFile} from './types.js' */

/**
 * @param {Place} place
 * @param {App} app
 */
export async function renderForm(place, app) {
  const { reference } = place;
  const [categories, draft] = await Promise.all([
    read('sollicitation-categories'),
    reference ? read(`sollicitations/${encodeURIComponent(reference)}`) : null,
  ]);
  if (draft && draft.status.code !== 'BROUILLON') {
    await app.go({ kind: 'detail', side: 'own', reference }, { replace: true });
    return null;
  }
  const form = new SollicitationForm(categories.items, draft, app, place.invoice);
  return form.element;
}

class SollicitationForm {
  #fields;
  #files;
  #draft;
  #busy = false;
  #form = el('form', { novalidate: true });
  #top = el('div');
  element = el('div', { class: 'form' });

  /**
   * @param {Category[]} categories
   * @param {Detail | null} draft
   * @param {App} app
   * @param {string} [invoice]
   */
  constructor(categories, draft, app, invoice) {
    this.app = app;
    this.#draft = new Draft(app, draft?.reference);
    this.#fields = new FormFields(categories, app.me);
    this.#files = new JoinedFiles(
      (file, key, signal) => this.#upload(file, key, signal),
      () => undefined,
      (file) => this.#draft.removeFile(file),
    );
    if (invoice) this.#fields.restore({ facture: invoice });
    if (draft) this.#fields.show(draft);
    this.#files.restore(draft?.files ?? []);
    this.#lay(draft?.reference);
    this.#resume();
    void this.#fields.invoice.load();
  }

  /** @param {string | undefined} reference */
  #lay(reference) {
    const title = reference ? `Brouillon ${reference}` : 'Nouvelle sollicitation';
    const next = el('button', { type: 'submit', class: 'main' }, 'Vérifier avant d’envoyer');
    const later = button('Enregistrer le brouillon', () => void this.#save(), 'second');
    const off = reference ? [button('Supprimer ce brouillon', () => void this.#erase(), 'plain danger')] : [];
    const buttons = el('p', { class: 'buttons' }, next, later, ...off);
    this.#form.append(writer(this.app.me), this.#fields.element, this.#files.element, buttons);
    this.#form.addEventListener('input', () => this.#keep());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#verify();
    });
    this.element.append(mainHeading(title), this.#top, this.#form);
  }

  get #note() {
    return `saisie:${this.#draft.reference ?? 'nouvelle'}`;
  }

  #keep() {
    this.app.notes.keep(this.#note, this.#fields.typed);
  }

  /** What was typed in this tab and not sent comes back. */
  #resume() {
    const kept = this.app.notes.read(this.#note);
    if (!kept) return;
    this.#fields.restore(kept);
    const text = 'Nous avons retrouvé ce que vous aviez commencé dans cet onglet.';
    const afresh = button('Tout effacer et recommencer', () => {
      this.app.notes.forget(this.#note);
      const { reference } = this.#draft;
      void this.app.go({ kind: 'form', side: 'own', reference }, { replace: true });
    }, 'plain');
    this.#top.replaceChildren(el('p', { class: 'notice' }, text, ' ', afresh));
  }

  /**
   * A file needs a draft to be joined to.
   * @param {File} file
   * @param {string} key
   * @param {AbortSignal} signal
   * @returns {Promise<StoredFile>}
   */
  async #upload(file, key, signal) {
    this.#first ??= this.#draft.reference ? Promise.resolve() : this.#begin();
    try {
      await this.#first;
    } catch (error) {
      this.#first = null;
      throw error;
    }
    return this.#draft.upload(file, key, signal);
  }

  /** @type {Promise<void> | null} the draft on its way, one for all the files chosen at once */
  #first = null;

  async #begin() {
    const { written } = this.#fields;
    if (!written.category && !written.description) {
      throw new ServerRefusal(422, 'nothing_written', 'Choisissez d’abord une catégorie ou écrivez votre demande.');
    }
    await this.#saved();
    this.app.say('Un brouillon est enregistré, pour garder vos fichiers.');
  }

  /** The draft is on the server, and the address of the page names it. */
  async #saved() {
    const before = this.#note;
    const draft = await this.#draft.save(this.#fields.written);
    this.app.notes.forget(before);
    this.app.rename({ kind: 'form', side: 'own', reference: draft.reference });
    return draft;
  }

  async #save() {
    clearErrors(this.#fields);
    await this.#once(async () => {
      const { reference } = await this.#saved();
      this.#top.replaceChildren();
      this.app.say(`Brouillon ${reference} enregistré : vous le retrouverez dans l’onglet « Brouillons ».`);
    });
  }

  async #verify() {
    if (!check(this.#fields)) return this.#showErrors();
    this.#top.replaceChildren();
    await this.#files.settled();
    const send = button('Envoyer', () => void this.#send(), 'main');
    const back = button('Corriger', () => this.#show(this.#form), 'second');
    const summary = renderSummary(this.#fields, this.#files.sent, this.app.me, [send, back]);
    this.element.replaceChildren(summary);
    summary.querySelector('h1')?.focus();
  }

  async #send() {
    await this.#once(async () => {
      await this.#saved().catch(unlessSent);
      const { reference } = await this.#draft.submit();
      this.app.notes.forget(this.#note);
      await this.app.go({ kind: 'sent', side: 'own', reference }, { replace: true });
    });
  }

  async #erase() {
    const sure = 'Supprimer ce brouillon ? Il sera définitivement effacé.';
    if (!confirm(sure)) return;
    await this.#once(async () => {
      await this.#draft.erase();
      this.app.notes.forget(this.#note);
      const said = 'Le brouillon est supprimé.';
      await this.app.go({ kind: 'list', side: 'own', view: 'brouillons' }, { replace: true, said });
    });
  }

  /** @param {HTMLElement} content */
  #show(content) {
    const title = this.#draft.reference ? `Brouillon ${this.#draft.reference}` : 'Nouvelle sollicitation';
    const heading = mainHeading(title);
    this.element.replaceChildren(heading, this.#top, content);
    heading.focus();
  }

  #showErrors() {
    const summary = errorSummary(this.#fields);
    this.#top.replaceChildren(summary);
    summary.focus();
  }

  /**
   * One thing at a time, however often one clicks; a refusal is said where it can be mended.
   * @param {() => Promise<void>} act
   */
  async #once(act) {
    if (this.#busy) return;
    this.#busy = true;
    this.element.setAttribute('aria-busy', 'true');
    try {
      await act();
    } catch (error) {
      const known = error instanceof ServerRefusal && blame(this.#fields, error.code, error.message);
      if (!known) this.app.trouble(error);
      else {
        this.#show(this.#form);
        this.#showErrors();
      }
    } finally {
      this.#busy = false;
      this.element.removeAttribute('aria-busy');
    }
  }
}

/**
 * An earlier attempt was heard, and only its answer was lost: it is sent.
 * @param {unknown} error
 */
function unlessSent(error) {
  if (!(error instanceof ServerRefusal) || error.code !== 'not_a_draft') throw error;
}
