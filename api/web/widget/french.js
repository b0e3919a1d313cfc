/** Hours, days and counts as readers write them, in Paris time. */

import { say } from './language.js';

/** @type {Record<string, Intl.DateTimeFormat>} to make one takes longer than to use it */
const formats = {};

/**
 * @param {string | Date} at ISO 8601
 * @param {'dateStyle' | 'timeStyle'} part
 * @param {'short' | 'medium' | 'full'} style
 */
function written(at, part, style) {
  const locale = say('fr-FR', 'en-GB');
  const format = (formats[locale + part + style] ??= new Intl.DateTimeFormat(locale, {
    timeZone: 'Europe/Paris',
    [part]: style,
  }));
  return format.format(new Date(at));
}

/** @param {string} at ISO 8601, e.g. « 9 h 05 » is returned, or “09:05” */
export function hour(at) {
  const told = written(at, 'timeStyle', 'short');
  return say(told.replace(/^0?(.+):/, '$1\u00a0h\u00a0'), told);
}

/** @param {string} at « 01/12/2026 » is returned, or “1 Dec 2026”: English readers differ on the other */
export function shortDay(at) {
  return say(written(at, 'dateStyle', 'short'), written(at, 'dateStyle', 'medium'));
}

/** @param {string | Date} at e.g. « mardi 1er décembre 2026 » is returned */
export function day(at) {
  const told = written(at, 'dateStyle', 'full');
  return say(told.replace(' 1 ', ' 1er '), told);
}

/** @param {number} count */
export function unreadLabel(count) {
  return count === 1
    ? say('1 nouveau message', '1 new message')
    : count + say(' nouveaux messages', ' new messages');
}

/** @param {number | null | undefined} position 1 is the next one served */
export function queueLabel(position) {
  const rank = position ? ` en ${position}${position === 1 ? 're' : 'e'} position` : '';
  const place = position ? ` ${ordinal(position)}` : '';
  return say(
    `Vous êtes${rank} dans la file d’attente. Un agent va vous répondre.`,
    `You are${place} in the queue. An agent will answer you.`,
  );
}

/** @param {number} rank e.g. “1st”, “12th”, “23rd” */
function ordinal(rank) {
  const teen = rank % 100 > 10 && rank % 100 < 14;
  return rank + ((!teen && ['', 'st', 'nd', 'rd'][rank % 10]) || 'th');
}

/**
 * No line begins with « : » or ends with an opening quote.
 * @param {string} text
 */
export function unbroken(text) {
  return text.replace(/« /g, '«\u00a0').replace(/ (?=[»:;?!€%])/g, '\u00a0');
}
