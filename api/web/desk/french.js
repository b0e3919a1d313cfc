/** Words and moments as the page says them. */

/** @typedef {import('./types.js').User} User */

const TIME = new Intl.DateTimeFormat('fr-FR', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Paris',
});

/** @param {string} iso */
export function timeOf(iso) {
  return TIME.format(new Date(iso)).replace(':', ' h ');
}

/** @param {User} user */
export function nameOf({ name, login }) {
  return name ?? login ?? 'Usager anonyme';
}

/** @param {number} count */
export function waitingCount(count) {
  if (count === 0) return 'Personne n’attend.';
  return count === 1 ? 'Une personne attend.' : `${count} personnes attendent.`;
}
