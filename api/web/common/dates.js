/** Dates in words, in Paris time. */

import { hour } from '../widget/french.js';

const ZONE = { timeZone: 'Europe/Paris' };
const WORDS = { ...ZONE, weekday: /** @type {const} */ ('long'), month: /** @type {const} */ ('long') };
const THIS_YEAR = new Intl.DateTimeFormat('fr-FR', { ...WORDS, day: 'numeric' });
const OTHER_YEAR = new Intl.DateTimeFormat('fr-FR', { ...WORDS, day: 'numeric', year: 'numeric' });
const PLAIN = new Intl.DateTimeFormat('en-CA', ZONE); // 2026-11-21
const DAY = 86_400_000;

/**
 * « aujourd’hui », « hier », « lundi 16 novembre », « lundi 17 novembre 2025 »
 * @param {string} instant ISO 8601
 * @param {Date} [today]
 */
function dayInWords(instant, today = new Date()) {
  const date = new Date(instant);
  const day = PLAIN.format(date);
  if (day === PLAIN.format(today)) return 'aujourd’hui';
  if (day === PLAIN.format(new Date(today.getTime() - DAY))) return 'hier';
  if (day === PLAIN.format(new Date(today.getTime() + DAY))) return 'demain';
  const sameYear = day.slice(0, 4) === PLAIN.format(today).slice(0, 4);
  const text = (sameYear ? THIS_YEAR : OTHER_YEAR).format(date);
  return text.replace(/ 1 /, ' 1er ');
}

/** @param {string} instant « hier à 10 h 05 » */
export function momentInWords(instant) {
  return `${dayInWords(instant)} à ${hour(instant)}`;
}

/** @param {string} instant « d’ici demain », « d’ici le lundi 30 novembre » */
export function byThen(instant) {
  return `d’ici ${withArticle(dayInWords(instant))}`;
}

/** @param {string} instant « le lundi 30 novembre », « hier » */
export function onThatDay(instant) {
  return withArticle(dayInWords(instant));
}

/** @param {string} instant */
export function isPast(instant) {
  return PLAIN.format(new Date(instant)) < PLAIN.format(new Date());
}

/** @param {string} words */
function withArticle(words) {
  return /^(aujourd|hier|demain)/.test(words) ? words : `le ${words}`;
}

/** @param {number} size bytes */
export function weight(size) {
  if (size < 1000) return `${size}\u00a0octets`;
  if (size < 1_000_000) return `${Math.round(size / 1000)}\u00a0ko`;
  return `${(size / 1_000_000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })}\u00a0Mo`;
}
