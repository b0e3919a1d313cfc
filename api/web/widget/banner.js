/** The one line that says where things stand: read aloud when it changes, and only then. */

import { el } from './dom.js';
import { queueLabel } from './french.js';
import { say } from './language.js';

/** @import {Session} from './session.js' */

export class Banner {
  element = el('p', { class: 'banner', role: 'status' });

  /** @param {Session} session */
  show(session) {
    const text = standing(session);
    // The log says who joins and who leaves: it is not to be heard twice.
    const told = ['agent', 'closed'].includes(session.state.speaker.speaker) && session.linkUp;
    this.element.setAttribute('aria-live', told ? 'off' : 'polite');
    this.element.dataset.tone = toneOf(session);
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}

/**
 * @param {Session} session
 * @returns {string} empty when all is as usual
 */
function standing({ linkUp, state, readiness, notice }) {
  const { speaker, position, agent } = state.speaker;
  if (!linkUp) return say('Connexion interrompue. Nouvelle tentative en cours…', 'Connection lost. Trying again…');
  if (speaker === 'closed') return say('Cette conversation est terminée.', 'This conversation has ended.');
  if (speaker === 'queued') return queueLabel(position);
  if (speaker === 'agent') {
    return say(
      `Vous échangez avec ${agent || 'un agent'}, agent de l’assistance.`,
      `You are talking to ${agent || 'an agent'}, a support agent.`,
    );
  }
  if (readiness.bot === 'starting') {
    return say(
      'L’assistante démarre… Écrivez dès maintenant : elle répondra dès qu’elle sera prête.',
      'The assistant is starting… Write now: you will be answered as soon as it is ready.',
    );
  }
  if (readiness.bot === 'down') {
    return say(
      'L’assistante est momentanément indisponible. Écrivez « contacter un agent » pour joindre quelqu’un.',
      'The assistant is unavailable for the moment. Write “contacter un agent” to reach somebody.',
    );
  }
  return notice;
}

/** @param {Session} session */
function toneOf({ linkUp, state, readiness }) {
  if (!linkUp) return 'warning';
  if (state.speaker.speaker !== 'bot') return state.speaker.speaker;
  return readiness.bot === 'ok' ? '' : 'waiting';
}
