/** The addresses of the page: what is shown is told by the fragment, so that links and reloads work. */

/** @typedef {'factures' | 'flux' | 'depot' | 'espaces' | 'sollicitations' | 'notifications'} ViewName */
/**
 * @typedef {object} Place
 * @property {ViewName} view
 * @property {string} [name] of the one thing that is shown
 * @property {Record<string, string>} [query]
 */

/** @type {[ViewName, string][]} */
export const VIEWS = [
  ['factures', 'Factures'],
  ['depot', 'Déposer'],
  ['flux', 'Flux'],
  ['sollicitations', 'Sollicitations'],
  ['espaces', 'Structures et espaces'],
  ['notifications', 'Notifications'],
];

/** @param {string} fragment `#/factures/17726?annee=2019` @returns {Place} */
export function placeOf(fragment) {
  const [path, query = ''] = fragment.replace(/^#\/?/, '').split('?');
  const [view, name] = path.split('/');
  const known = VIEWS.find(([code]) => code === view)?.[0] ?? 'factures';
  return {
    view: known,
    ...(name && known === view && { name: decoded(name) }),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** @param {Place} place what is empty in its query is left out */
export function addressOf({ view, name, query = {} }) {
  const said = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  const rest = String(said) && `?${said}`;
  return `#/${view}${name ? `/${encodeURIComponent(name)}` : ''}${rest}`;
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
