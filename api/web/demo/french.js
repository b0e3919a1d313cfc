/** Amounts and dates as French readers write them, in Paris time. */

const DAY = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

/** @param {string} instant ISO 8601 */
export function day(instant) {
  return DAY.format(new Date(instant));
}

/** @param {{incl_tax: string, currency: string}} amount `"507.00"` gives « 507,00 € » */
export function money({ incl_tax, currency }) {
  return Number(incl_tax).toLocaleString('fr-FR', { style: 'currency', currency });
}

/** @param {string} siret « 000 000 001 08396 » */
export function spacedSiret(siret) {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4');
}
