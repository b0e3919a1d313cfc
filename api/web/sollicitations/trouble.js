/** What went wrong, said so that one knows that nothing typed is lost, and what to do. */

import { el } from '../widget/dom.js';
import { portalAddress } from './identity.js';
import { ServerRefusal } from './server.js';

/** @param {unknown} error @returns {HTMLElement} */
export function renderTrouble(error) {
  if (!(error instanceof ServerRefusal)) return notice('Une erreur inattendue s’est produite.', KEPT);
  if (error.isSignedOut) return signedOut();
  if (error.isUnanswered) return notice(error.message, `${KEPT} Réessayez dans un instant : rien ne sera envoyé deux fois.`);
  return notice(error.message, '');
}

const KEPT = 'Ce que vous avez écrit est gardé dans cette page.';

/** @returns {HTMLElement} */
export function signedOut() {
  const text = 'Votre session a pris fin.';
  const box = notice(text, `${KEPT} Rouvrez cette page depuis votre portail, dans ce même onglet, pour continuer.`);
  const portal = portalAddress();
  if (portal) box.append(el('p', {}, el('a', { href: portal }, 'Retourner au portail')));
  return box;
}

/**
 * @param {string} what
 * @param {string} then
 */
function notice(what, then) {
  return el('div', { class: 'notice' }, el('p', {}, el('strong', {}, what)), ...(then ? [el('p', {}, then)] : []));
}
