/** SIRET as people read and type them. */

/** @param {string} siret « 000 000 001 08396 » */
export function spacedSiret(siret) {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4');
}

/**
 * The identifier in « Mairie d’Arcachon (213 300 094 00017) », or typed alone, with or without spaces.
 * @param {string} text
 * @returns {string | null}
 */
export function siretIn(text) {
  const digits = /(?:\d[\s\u00a0]?){14}/.exec(text)?.[0].replace(/\D/g, '');
  return digits ?? null;
}
