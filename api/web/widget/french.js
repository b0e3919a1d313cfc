/** Hours and counts as French readers write them, in Paris time. */

const CLOCK = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  hour: 'numeric',
  minute: '2-digit',
});

/** @param {string} at ISO 8601, e.g. « 10 h 05 » is returned */
export function hour(at) {
  return CLOCK.format(new Date(at)).replace(':', '\u00a0h\u00a0');
}

const DAY = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'full' });

/** @param {string} at « 01/12/2026 » is returned */
export function shortDay(at) {
  return new Date(at).toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
}

/** @param {string | Date} at e.g. « mardi 1er décembre 2026 » is returned */
export function day(at) {
  return DAY.format(new Date(at)).replace(' 1 ', ' 1er ');
}

/** @param {number} count */
export function unreadLabel(count) {
  return count === 1 ? '1 nouveau message' : `${count} nouveaux messages`;
}

/** @param {number | null | undefined} position 1 is the next one served */
export function queueLabel(position) {
  const rank = position ? ` en ${position}${position === 1 ? 're' : 'e'} position` : '';
  return `Vous êtes${rank} dans la file d’attente. Un agent va vous répondre.`;
}

/**
 * No line begins with « : » or ends with an opening quote.
 * @param {string} text
 */
export function unbroken(text) {
  return text.replace(/« /g, '«\u00a0').replace(/ (?=[»:;?!€%])/g, '\u00a0');
}
