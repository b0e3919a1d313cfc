/** Requests for rights: the visitor's own, and those that wait for his decision. */

import { onThatDay } from '../common/dates.js';
import { button } from '../common/pieces.js';
import { el, unseen } from '../widget/dom.js';
import { sheet } from './sheet.js';
import { renderTable } from './table.js';

/** @import {RightsRequest} from './types.js' */
/** @import {Write} from './spaces-view.js' */

/** @param {RightsRequest[]} requests @param {Write} write */
export function renderRequests(requests, write) {
  if (requests.length === 0) return [];
  const columns = ['Demande', 'De la part de', 'Structure', 'Faite', 'État'];
  const rows = requests.map((request) => ({
    key: `demande-${request.id}`,
    cells: [
      request.space ? `${request.kind.label} : ${request.space.label}` : request.kind.label,
      request.mine ? 'vous' : request.requester.name,
      request.structure.name,
      onThatDay(request.created_at),
      renderState(request, write),
    ],
  }));
  const table = renderTable(`Vos demandes, et celles qui attendent votre décision (${requests.length})`, columns, rows);
  return [sheet('demandes', 'Demandes de droits', table)];
}

/** @param {RightsRequest} request @param {Write} write */
function renderState(request, write) {
  const { state, reason, warning } = request;
  const more = [reason, warning].filter((text) => text !== null).map((text) => el('span', { class: 'since' }, text));
  const badge = el('span', { class: request.can_decide ? 'badge action' : 'badge' }, state.label);
  return el('div', {}, badge, ...more, ...(request.can_decide ? [renderDecision(request, write)] : []));
}

/** @param {RightsRequest} request @param {Write} write */
function renderDecision({ id, requester }, write) {
  const decide = (/** @type {string} */ label, /** @type {boolean} */ approve, /** @type {string} */ done) => {
    const made = button(label, () => write(`requests/${id}/decision`, { approve }, `Demande de ${requester.name} ${done}.`), 'ask');
    made.id = `decider-${id}-${approve}`;
    made.append(unseen(` la demande de ${requester.name}`));
    return made;
  };
  return el('div', { class: 'decision' }, decide('Accepter', true, 'acceptée'), decide('Refuser', false, 'refusée'));
}
