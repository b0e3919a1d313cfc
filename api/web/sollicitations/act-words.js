/** How each act is proposed, what its text is called, and what is said once it is done. */

/** @import {ActName, Detail, Offer} from './types.js' */
/** @import {Side} from './sides.js' */

/**
 * @typedef {object} ActWords
 * @property {string} choice
 * @property {string} text label of its text field
 * @property {string} button
 * @property {string} done
 */

/** @type {Record<ActName, ActWords>} */
const WORDS = {
  add: {
    choice: 'Ajouter une information',
    text: 'Votre information',
    button: 'Envoyer cette information',
    done: 'Votre information est ajoutée à la sollicitation.',
  },
  send_back: {
    choice: 'La réponse ne me convient pas : la renvoyer',
    text: 'Ce qui ne convient pas dans la réponse',
    button: 'Renvoyer la réponse',
    done: 'La réponse est renvoyée : votre demande va être reprise.',
  },
  close: {
    choice: 'Clôturer la sollicitation',
    text: 'Un mot pour conclure (facultatif)',
    button: 'Clôturer définitivement',
    done: 'La sollicitation est clôturée.',
  },
  assign: {
    choice: 'Prendre en charge',
    text: 'Un mot pour l’auteur (facultatif)',
    button: 'Prendre en charge',
    done: 'Cette sollicitation vous est affectée : vous pouvez répondre.',
  },
  answer: {
    choice: 'Répondre',
    text: 'Votre réponse',
    button: 'Envoyer la réponse',
    done: 'Votre réponse est envoyée à l’auteur.',
  },
  ask: {
    choice: 'Demander un complément',
    text: 'Ce que l’auteur doit préciser',
    button: 'Demander ce complément',
    done: 'Votre demande de complément est envoyée à l’auteur.',
  },
  forward: {
    choice: 'Transférer au support',
    text: 'Un mot pour le support (facultatif)',
    button: 'Transférer au support',
    done: 'La sollicitation est transférée au support.',
  },
};

/** @type {ActName[]} what answers the other side comes first, what ends comes last */
const ORDER = ['assign', 'answer', 'ask', 'add', 'send_back', 'forward', 'close'];

/** @param {Detail} item @param {ActName} act @param {Side} side @returns {ActWords} */
export function actWords({ status, assignee }, act, side) {
  const answered = status.code === 'REPONDUE' && side.name === 'own';
  if (answered && act === 'close') {
    return { ...WORDS.close, choice: 'La réponse me convient : clôturer la sollicitation' };
  }
  if (status.code === 'DEMANDE_COMPLEMENT' && act === 'add') {
    return {
      choice: 'Apporter le complément demandé',
      text: 'Votre complément',
      button: 'Envoyer le complément',
      done: 'Votre complément est envoyé.',
    };
  }
  if (act === 'assign' && assignee) {
    const choice = `Prendre en charge à la place de ${assignee.name}`;
    return { ...WORDS.assign, choice };
  }
  return WORDS[act];
}

/** @param {Detail} item @returns {Offer[]} in the order in which they are proposed */
export function proposed({ status, acts }) {
  const known = acts.filter(({ act }) => ORDER.includes(act));
  const order = status.code === 'REPONDUE' ? ['close', 'send_back', 'add', ...ORDER] : ORDER;
  return known.sort((one, other) => order.indexOf(one.act) - order.indexOf(other.act));
}

/**
 * The act that is meant if nothing else is said; none where the choice is the question itself.
 * @param {Detail} item
 * @param {Offer[]} offers
 * @param {Side} side
 * @returns {ActName | null}
 */
export function meant({ status }, offers, side) {
  if (offers.length === 1) return offers[0].act;
  const free = side.name === 'own' ? status.code !== 'DEMANDE_COMPLEMENT' : status.code === 'REPONDUE';
  return free ? null : (offers[0]?.act ?? null);
}
