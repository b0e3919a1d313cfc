/** Amounts and days as French readers write them, in Paris time. */

const DAY = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

/** @param {string} instant ISO 8601, a day or a moment */
export function day(instant) {
  return DAY.format(new Date(instant));
}

/** @param {{incl_tax: string | null, currency: string | null}} amount `"507.00"` gives « 507,00 € » */
export function money({ incl_tax, currency }) {
  const style = /** @type {const} */ ('currency');
  return Number(incl_tax).toLocaleString('fr-FR', { style, currency: currency ?? 'EUR' });
}

/**
 * « 3 factures »
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${count}\u00a0${count > 1 ? many : one}`;
}
