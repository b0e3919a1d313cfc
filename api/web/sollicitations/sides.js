/** The two sides of a sollicitation: who filed it, and who received it; each with its routes. */

/** @import {Place} from './places.js' */

/**
 * @typedef {object} Side
 * @property {'own' | 'received'} name
 * @property {string} path of its routes, under `/portal/v1/`
 * @property {'tab' | 'view'} param what chooses a part of the list
 * @property {string} title
 * @property {[code: string, label: string][]} views the first one is shown first
 * @property {Record<string, string>} empty
 */

/** @type {Side} */
const OWN = {
  name: 'own',
  path: 'sollicitations',
  param: 'tab',
  title: 'Mes sollicitations',
  views: [
    ['actions_requises', 'Actions requises'],
    ['en_cours', 'En cours'],
    ['cloturees', 'Clôturées'],
    ['brouillons', 'Brouillons'],
  ],
  empty: {
    actions_requises: 'Rien n’est attendu de vous pour le moment.',
    en_cours: 'Aucune sollicitation en cours.',
    cloturees: 'Aucune sollicitation clôturée.',
    brouillons: 'Aucun brouillon.',
  },
};

/** @type {Side} */
export const RECEIVED = {
  name: 'received',
  path: 'received-sollicitations',
  param: 'view',
  title: 'Sollicitations reçues',
  views: [
    ['to_take', 'À prendre en charge'],
    ['mine', 'Les miennes'],
    ['open', 'Toutes en cours'],
    ['closed', 'Clôturées'],
  ],
  empty: {
    to_take: 'Aucune sollicitation n’attend d’être prise en charge.',
    mine: 'Aucune sollicitation ne vous est affectée.',
    open: 'Aucune sollicitation en cours.',
    closed: 'Aucune sollicitation clôturée.',
  },
};

/** @param {Place['side']} name */
export function sideOf(name) {
  return name === 'received' ? RECEIVED : OWN;
}
