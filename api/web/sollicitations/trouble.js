/** What went wrong, said so that one knows that nothing typed is lost, and what to do. */

import { el } from '../widget/dom.js';
import { portalAddress } from './identity.js';
import { ServerRefusal } from './server.js';

/** @import {Person} from './identity.js' */

/** @param {unknown} error @returns {HTMLElement} */
export function renderTrouble(error) {
  if (!(error instanceof ServerRefusal)) return notice('Une erreur inattendue s’est produite.', KEPT);
  if (error.isSignedOut) return signedOut();
  if (error.isUnanswered) return notice(error.message, `${KEPT} Réessayez dans un instant : rien ne sera envoyé deux fois.`);
  return notice(error.message, '');
}

const KEPT = 'Ce que vous avez écrit est gardé dans cette page.';

/** The address of the portal is offered only if it brought an identity that the server accepted. @returns {HTMLElement} */
function signedOut() {
  const text = 'Votre session a pris fin.';
  const box = notice(text, `${KEPT} Rouvrez cette page depuis votre portail, dans ce même onglet, pour continuer.`);
  const portal = portalAddress();
  if (portal) box.append(el('p', {}, el('a', { href: portal.href }, `Retourner au portail (${portal.host})`)));
  return box;
}

/** No link here: whoever made the one that was followed is not known. @param {Person | null} person who is here all the same */
export function refusedArrival(person) {
  const then = person
    ? `Il n’a rien changé : cette page reste ouverte au nom de ${person.name}.`
    : 'Retournez vous-même à votre portail, connectez-vous, puis ouvrez cette page depuis celui-ci.';
  return notice('Le lien que vous avez suivi n’est pas valable, ou ne l’est plus.', then);
}

/**
 * @param {string} what
 * @param {string} then
 */
function notice(what, then) {
  return el('div', { class: 'notice' }, el('p', {}, el('strong', {}, what)), ...(then ? [el('p', {}, then)] : []));
}
