/** One event of the log, or one message not acknowledged yet, as an element. */

import { renderCard } from './cards.js';
import { button, el, unseen } from './dom.js';
import { hour } from './french.js';
import { language, say } from './language.js';
import { renderBody, renderSource } from './render.js';

/** @import {Attachment, ChatEvent, Naming, Pending} from './types.js' */

/**
 * @param {ChatEvent} event a message or a card
 * @param {string} assistant name to show when the event bears none
 * @param {Naming} [naming] who speaks, in the words of this reader
 * @param {(file: Attachment) => void} [open] gives a file to the user
 */
export function renderMessage(event, assistant, naming = author, open) {
  const lang = event.lang ?? (event.from !== 'user' && 'fr');
  const body = el('div', { class: 'bubble', lang });
  if (event.card) body.append(renderCard(event.card));
  else body.append(...renderBody(event.content, event.text ?? ''));
  const message = el('div', { class: `message ${event.from}` }, heading(event, naming(event, assistant)), body);
  message.append(...(open ? renderOpenings(event.attachments, open) : renderFiles(event.attachments, event.text)));
  const sources = (event.sources ?? []).map(renderSource);
  if (sources.length) message.append(el('div', { class: 'sources' }, ...sources));
  return message;
}

/**
 * @param {Pending} item
 * @param {'user' | 'agent'} [from]
 */
export function renderPending(item, from = 'user') {
  const now = new Date().toISOString();
  const time = el('time', { datetime: now }, hour(now));
  const who = el('p', { class: 'author' }, say('Vous', 'You'), unseen(', '), time);
  const body = el('div', { class: 'bubble' }, ...renderBody(null, item.label));
  const files = renderFiles(item.files, item.label);
  return el('div', { class: `message ${from} pending` }, who, body, ...files);
}

/**
 * Names of files, where the text does not tell them already.
 * @param {Attachment[]} [files]
 * @param {string | null} [text]
 */
function renderFiles(files = [], text) {
  const untold = files.filter(({ name }) => !text?.includes(name));
  return untold.map(({ name }) => el('p', { class: 'file' }, say('Fichier joint : ', 'Attached file: ') + name));
}

/**
 * @param {Attachment[] | undefined} files
 * @param {(file: Attachment) => void} open
 */
function renderOpenings(files = [], open) {
  return files.map((file) => {
    const label = say('Télécharger ', 'Download ') + file.name;
    return el('p', { class: 'file' }, button({}, () => open(file), label));
  });
}

/**
 * @param {ChatEvent} event
 * @param {(Node | string)[]} who
 */
function heading(event, who) {
  const time = el('time', { datetime: event.at }, hour(event.at));
  return el('p', { class: 'author' }, ...who, unseen(', '), time);
}

/**
 * @param {ChatEvent} event
 * @param {string} assistant
 * @returns {(Node | string)[]} who speaks, in words: colour alone would not tell everybody
 */
function author({ from, author: name }, assistant) {
  if (from === 'user') return [say('Vous', 'You')];
  if (from === 'system') return ['Information'];
  if (from === 'agent') {
    const initials = (name || 'A').split(/[ -]+/, 2).map((word) => word[0]).join('');
    const face = el('i', { class: 'face', 'aria-hidden': 'true' }, initials);
    return [face, el('b', {}, name || say('Un agent', 'An agent')), say(', agent de l’assistance', ', support agent')];
  }
  return [el('b', {}, name || assistant), say(', assistante automatique', ', automated assistant')];
}
