/** What is expected, and of whom: the state of a sollicitation in a sentence. */

import { byThen, isPast, onThatDay } from '../common/dates.js';

/** @import {Sollicitation} from './types.js' */
/** @import {Side} from './sides.js' */

/** @param {Sollicitation} item @returns {string} who treats it, as the subject of a sentence */
export function treatedBy({ receiver, status, addressee, assignee }) {
  if (assignee) return assignee.name;
  if (receiver === 'support' || status.code === 'TRANSFEREE_SUPPORT') return 'le support';
  return addressee?.name ?? 'l’entité publique';
}

/** @param {Sollicitation} item @param {Side} side */
export function expectation(item, side) {
  const words = side.name === 'own' ? ofAuthor(item) : ofReceiver(item);
  return `${words}${dueWords(item, side)}`;
}

/** Whether the reader of that side has something to do. @param {Sollicitation} item @param {Side} side */
export function isAwaited({ status, tab }, side) {
  if (side.name === 'own') return tab.code === 'actions_requises';
  return ['SOUMISE', 'RENVOYEE', 'EN_COURS', 'AFFECTEE'].includes(status.code);
}

/** @param {Sollicitation} item */
function ofAuthor(item) {
  const who = treatedBy(item);
  switch (item.status.code) {
    case 'BROUILLON':
      return 'Pas encore envoyée : complétez-la, puis envoyez-la.';
    case 'SOUMISE':
      return `Envoyée : ${who} va la prendre en charge. Vous n’avez rien à faire.`;
    case 'DEMANDE_COMPLEMENT':
      return `À vous : ${who} attend un complément de votre part.`;
    case 'REPONDUE':
      return 'À vous : vous avez une réponse. Dites si elle vous convient.';
    case 'RENVOYEE':
      return `Vous avez renvoyé la réponse : ${who} reprend votre demande.`;
    case 'TRANSFEREE_SUPPORT':
      return 'Transférée au support, qui va la prendre en charge. Vous n’avez rien à faire.';
    case 'CLOTUREE':
      return 'Cette sollicitation est clôturée.';
    default:
      return `Prise en charge : ${who} s’en occupe. Vous n’avez rien à faire.`;
  }
}

/** @param {Sollicitation} item */
function ofReceiver({ status, assignee }) {
  switch (status.code) {
    case 'SOUMISE':
      return 'À prendre en charge : affectez-la-vous pour pouvoir répondre.';
    case 'DEMANDE_COMPLEMENT':
      return 'L’auteur doit apporter un complément.';
    case 'REPONDUE':
      return 'Vous avez répondu : l’auteur doit dire si la réponse lui convient.';
    case 'RENVOYEE':
      return 'L’auteur a jugé la réponse insatisfaisante : elle est à reprendre.';
    case 'TRANSFEREE_SUPPORT':
      return 'Transférée au support.';
    case 'CLOTUREE':
      return 'Cette sollicitation est clôturée.';
    default:
      return `Affectée à ${assignee?.name ?? 'un utilisateur'} : l’auteur attend une réponse.`;
  }
}

/** @param {Sollicitation} item @param {Side} side */
function dueWords({ due_at, status }, side) {
  if (!due_at || status.code === 'CLOTUREE') return '';
  if (side.name === 'own') {
    return isPast(due_at) ? '' : ` Réponse prévue ${byThen(due_at)}.`;
  }
  return isPast(due_at) ? ` En retard : à traiter pour ${onThatDay(due_at)}.` : ` À traiter ${byThen(due_at)}.`;
}
