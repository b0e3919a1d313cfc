/** The demonstration portal: lists of the chosen visitor, and the assistant that knows who he is. */

import '../widget/chorale.js';

import { el } from '../widget/dom.js';
import { renderInvoices } from './invoices.js';
import { invoices, me, sollicitations } from './portal.js';
import { Section } from './section.js';
import { renderSollicitations } from './sollicitations.js';
import { renderStructures } from './spaces.js';
import { Visitor } from './visitor.js';

/** @import {ChoraleChat} from '../widget/element.js' */

const select = /** @type {HTMLSelectElement} */ (document.getElementById('visitor'));
const who = element('who');
const announce = element('announce');
const visitor = new Visitor(select);
const chat = /** @type {ChoraleChat} */ (document.createElement('chorale-chat'));
const ask = (/** @type {string} */ question) => void chat.ask(question);
const sections = {
  invoices: new Section(element('invoices'), ask),
  sollicitations: new Section(element('sollicitations'), ask),
  spaces: new Section(element('spaces'), ask),
};

select.addEventListener('change', () => void change());
chat.addEventListener('chorale:turn', () => void refresh());
void start();

async function start() {
  await visitor.start().catch(() => undefined);
  chat.identify(visitor.identity);
  document.body.append(chat);
  await refresh();
}

async function change() {
  await visitor.renew().catch(() => undefined);
  chat.identify(visitor.identity);
  await refresh();
  announce.textContent = who.textContent;
}

async function refresh() {
  if (visitor.isAnonymous) return showNobody();
  who.textContent = `Session de ${visitor.name}.`;
  const profile = visitor.ask(me);
  await Promise.all([
    sections.spaces.show(async () => renderStructures((await profile).structures)),
    sections.invoices.show(async () => {
      const [{ structures }, items] = await Promise.all([profile, visitor.ask(invoices)]);
      return renderInvoices(items, new Set(structures.map(({ siret }) => siret)), ask);
    }),
    sections.sollicitations.show(async () =>
      renderSollicitations(await visitor.ask(sollicitations), visitor.identity),
    ),
  ]);
}

async function showNobody() {
  who.textContent = 'Aucune session ouverte.';
  const text = 'Choisissez un utilisateur de démonstration, en haut de la page, pour voir ses données.';
  const empty = async () => el('p', { class: 'empty' }, text);
  await Promise.all(Object.values(sections).map((section) => section.show(empty)));
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
