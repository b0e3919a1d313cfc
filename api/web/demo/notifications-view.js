/** What the portal told the visitor, newest first. */

import { momentInWords } from '../common/dates.js';
import { button, mainHeading } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { Part, refusal } from './part.js';
import { subjectAddress } from './subjects.js';

/** @import {App, View} from './app.js' */
/** @import {Place} from './places.js' */
/** @import {Notification} from './types.js' */

/** @typedef {{items: Notification[], total: number, unread: number}} Inbox */

/** @param {Place} _place @param {App} app @returns {Promise<View>} */
export async function openNotifications(_place, app) {
  const part = new Part(app, () => app.portal.read('notifications'), (inbox) => draw(inbox, app));
  await part.update();
  return {
    title: 'Notifications',
    element: el('div', { class: 'view' }, mainHeading('Mes notifications'), part.element),
    refresh: () => part.update(),
  };
}

/** @param {Inbox} inbox @param {App} app */
function draw({ items, unread }, app) {
  if (items.length === 0) return el('p', { class: 'empty' }, 'Aucune notification.');
  const list = el('ul', { class: 'notifications' }, ...items.map(drawOne));
  return el('div', {}, ...(unread ? [drawReading(app)] : []), list);
}

/** @param {App} app */
function drawReading(app) {
  const trouble = el('div', { role: 'alert' });
  const read = button(
    'Tout marquer comme lu',
    () => {
      app.portal.write('notifications/read', {}).then(
        async () => {
          await app.refresh();
          document.querySelector('h1')?.focus();
          app.say('Toutes les notifications sont lues.');
        },
        (error) => trouble.replaceChildren(refusal(error, app)),
      );
    },
    'second',
  );
  return el('div', { class: 'reading' }, read, trouble);
}

/** @param {Notification} notification */
function drawOne({ id, at, text, subject, read_at }) {
  const href = subjectAddress(subject);
  const said = href ? el('a', { href, id: `notification-${id}` }, text) : el('span', {}, text);
  const mark = read_at ? [] : [el('span', { class: 'badge action' }, 'non lue'), ' '];
  return el('li', { class: read_at ? 'sheet' : 'sheet unread' }, ...mark, said, el('p', { class: 'soft' }, momentInWords(at)));
}
