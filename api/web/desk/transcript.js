/** One conversation read along by an agent: the widget's log, in the agent's words. */

import { el } from '../widget/dom.js';
import { Log } from '../widget/log.js';
import { conversationPath } from './server.js';

/** @import {ChatEvent} from './types.js' */

const ROLES = { user: 'usager', bot: 'assistante automatique', agent: 'agent', system: 'information' };

/** @param {() => string} conversation id of the one on screen */
export function newTranscript(conversation) {
  return new Log({
    as: 'agent',
    assistant: () => '',
    author,
    extend: (message, event) => message.append(...choices(event), ...files(conversation(), event)),
    take: () => {},
    vote: async () => {},
    given: () => undefined,
  });
}

/** @param {ChatEvent} event @returns {(Node | string)[]} */
function author({ type, from, author: name }) {
  const role = type === 'state' ? ROLES.system : ROLES[from];
  if (name) return [el('b', {}, name), ` · ${role}`];
  return [el('b', {}, role.charAt(0).toUpperCase() + role.slice(1))];
}

/** @param {ChatEvent} event what was proposed to the user is told: it is not ours to take */
function choices({ choices: offered }) {
  if (!offered?.length) return [];
  const labels = offered.map(({ label }) => `« ${label} »`).join(', ');
  return [el('p', { class: 'hint' }, `Choix proposés : ${labels}`)];
}

/**
 * @param {string} conversation
 * @param {ChatEvent} event
 */
function files(conversation, { attachments = [] }) {
  return attachments.map(({ id, name }) => {
    const href = `/desk/v1${conversationPath(conversation, `/attachments/${encodeURIComponent(id)}`)}`;
    return el('p', { class: 'download' }, el('a', { href, download: name }, `Télécharger ${name}`));
  });
}
