/** The history, told as a conversation: the reader's words on one side, the others' on the other. */

import { momentInWords } from '../common/dates.js';
import { typed } from '../common/pieces.js';
import { el, unseen } from '../widget/dom.js';
import { fileList } from './downloads.js';

/** @import {App} from './app.js' */
/** @import {Detail, Step} from './types.js' */
/** @import {Side} from './sides.js' */

/** @param {Detail} item @param {Side} side @param {App} app */
export function renderHistory(item, side, app) {
  const mine = side.name === 'own' ? 'author' : 'receiver';
  const steps = item.history.map((step) => renderStep(told(step, item), step.by === mine, app));
  return el('ol', { class: 'history' }, ...steps);
}

/** @param {Step} step @param {Detail} item the filing says what was described */
function told(step, { description }) {
  return step.act.code === 'submit' && !step.text ? { ...step, text: description } : step;
}

/** @param {Step} step @param {boolean} own @param {App} app */
function renderStep(step, own, app) {
  const time = el('time', { datetime: step.at }, momentInWords(step.at));
  const how = step.by_mail ? ', par courriel' : '';
  const who = el('p', { class: 'by' }, el('b', {}, step.author), ...(own ? [' (vous)'] : []), ' · ', time, how);
  const side = unseen(own ? 'Votre message. ' : '');
  const act = el('h3', {}, step.act.label);
  const said = step.text ? [typed(step.text)] : [];
  const quiet = step.text || step.files.length ? '' : ' quiet';
  const look = `${own ? 'own' : 'other'}${quiet}`;
  return el('li', { class: look, tabindex: '-1' }, side, act, who, ...said, ...fileList(step.files, app));
}
