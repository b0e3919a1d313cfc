/** The addresses of the page: what is shown is told by the query, so that links and reloads work. */

/**
 * @typedef {object} Place
 * @property {'list' | 'detail' | 'form' | 'sent'} kind
 * @property {'own' | 'received'} side
 * @property {string} [reference]
 * @property {string} [view] a tab, or a view of what was received
 * @property {string} [q]
 * @property {number} [page] 1 and on
 * @property {string} [invoice] number of the invoice that a new one is about
 */

/** @param {string} query of the address @returns {Place} */
export function placeOf(query) {
  const asked = new URLSearchParams(query);
  const value = (/** @type {string} */ name) => asked.get(name) || undefined;
  const list = { q: value('q'), page: Math.max(1, Number(value('page')) || 1) };
  if (value('reference')) return { kind: 'detail', side: 'own', reference: value('reference') };
  if (value('recue')) return { kind: 'detail', side: 'received', reference: value('recue') };
  if (value('envoyee')) return { kind: 'sent', side: 'own', reference: value('envoyee') };
  if (value('modifier')) return { kind: 'form', side: 'own', reference: value('modifier') };
  if (asked.has('nouvelle')) return { kind: 'form', side: 'own', invoice: value('facture') };
  if (asked.has('recues')) return { kind: 'list', side: 'received', view: value('recues'), ...list };
  return { kind: 'list', side: 'own', view: value('onglet'), ...list };
}

/** @param {Place} place @returns {string} its address, from `/sollicitations` on */
export function addressOf(place) {
  const said = new URLSearchParams(Object.entries(queryOf(place)).filter(([, value]) => value !== undefined));
  const query = String(said);
  return query ? `/sollicitations?${query}` : '/sollicitations';
}

/** @param {Place} place @returns {Record<string, string>} */
function queryOf({ kind, side, reference = '', view, q, page, invoice }) {
  if (kind === 'detail') return side === 'own' ? { reference } : { recue: reference };
  if (kind === 'sent') return { envoyee: reference };
  if (kind === 'form') {
    return reference ? { modifier: reference } : { nouvelle: '1', ...(invoice && { facture: invoice }) };
  }
  return {
    ...(side === 'received' ? { recues: view ?? '' } : view && { onglet: view }),
    ...(q && { q }),
    ...(page && page > 1 && { page: String(page) }),
  };
}
