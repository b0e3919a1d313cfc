/** The visitor's structures, his role and spaces there, and the requests for rights. */

import { button, mainHeading } from '../common/pieces.js';
import { spacedSiret } from '../common/siret.js';
import { el, unseen } from '../widget/dom.js';
import { Part, refusal } from './part.js';
import { renderRequests } from './requests.js';
import { sheet } from './sheet.js';

/** @import {App, View} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Me, OwnStructure, RightsRequest, Space} from './types.js' */

/** @typedef {{me: Me, requests: RightsRequest[]}} Rights */
/** @typedef {(address: string, body: object, done: string) => void} Write */

/** @param {Place} _place @param {App} app @returns {Promise<View>} */
export async function openSpaces(_place, app) {
  const trouble = el('div', { role: 'alert' });
  /** @type {Write} */
  const write = (address, body, done) => {
    trouble.replaceChildren();
    app.portal.write(address, body).then(
      async () => {
        await app.refresh();
        app.say(done);
      },
      (error) => trouble.replaceChildren(refusal(error, app)),
    );
  };
  const part = new Part(app, () => readRights(app), (rights) => drawRights(rights, write));
  await part.update();
  return {
    title: 'Structures et espaces',
    element: el('div', { class: 'view' }, mainHeading('Mes structures et mes espaces'), trouble, part.element),
    refresh: () => part.update(),
  };
}

/** @param {App} app @returns {Promise<Rights>} */
async function readRights({ portal }) {
  const [me, { items: requests }] = await Promise.all([portal.read('me'), portal.read('requests')]);
  return { me, requests };
}

/** @param {Rights} rights @param {Write} write */
function drawRights({ me, requests }, write) {
  const structures = me.structures.map((structure) => drawStructure(structure, requests, write));
  const none = el('p', { class: 'empty' }, 'Vous n’êtes rattaché à aucune structure.');
  return el('div', { class: 'parts' }, ...(structures.length ? structures : [none]), ...renderRequests(requests, write));
}

/** @param {OwnStructure} structure @param {RightsRequest[]} requests @param {Write} write */
function drawStructure({ name, siret, role, attachment, spaces }, requests, write) {
  const about = `Demande de rattachement : ${attachment.label.toLowerCase()}`;
  const waiting = new Set(requests.filter((one) => isMine(one, siret)).map(({ space }) => space?.code));
  const items = spaces.map((space) => drawSpace(space, siret, waiting.has(space.code), write));
  return sheet(
    `structure-${siret}`,
    name,
    el('p', { class: 'siret' }, `SIRET ${spacedSiret(siret)}`),
    el('p', {}, role.label, ' ', el('span', { class: 'since' }, about)),
    el('ul', { class: 'spaces', 'aria-label': 'Espaces' }, ...items),
  );
}

/** @param {RightsRequest} request @param {string} siret */
function isMine({ mine, state, structure }, siret) {
  return mine && state.code === 'EN_ATTENTE' && structure.siret === siret;
}

/** @param {Space} space @param {string} siret @param {boolean} waits @param {Write} write */
function drawSpace({ code, label, subscribed }, siret, waits, write) {
  const state = subscribed ? 'ouvert' : waits ? 'demandé' : 'non ouvert';
  const item = el('li', {}, el('span', {}, label, ' ', el('span', { class: subscribed ? 'badge done' : 'badge' }, state)));
  if (!subscribed && !waits) {
    const done = `Demande de l’espace « ${label} » envoyée.`;
    const ask = button('Demander', () => write('space-requests', { siret, space: code }, done), 'plain');
    ask.id = `demander-${siret}-${code}`;
    ask.append(unseen(` l’espace ${label}`));
    item.append(ask);
  }
  return item;
}
