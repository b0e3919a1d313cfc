/** Thumbs up and down under an answer: one vote each, which may be changed. */

import { button, el, icon, unseen } from './dom.js';
import { say } from './language.js';

const THUMB = 'M7 10v11H3V10zM7 10l4-8a3 3 0 0 1 3 3v4h5a2 2 0 0 1 2 2.3l-1.4 8A2 2 0 0 1 18 21H7';

/**
 * @param {1 | -1 | undefined} given
 * @param {(value: 1 | -1) => Promise<void>} send
 */
export function renderVotes(given, send) {
  const thumb = (/** @type {1 | -1} */ value, /** @type {string} */ title) =>
    button({ class: `vote${value}`, title }, () => vote(value), icon(THUMB), unseen(title));
  const up = thumb(1, say('Cette réponse m’a été utile', 'This answer helped me'));
  const down = thumb(-1, say('Cette réponse ne m’a pas aidé', 'This answer did not help me'));
  const show = (/** @type {number | undefined} */ value) => {
    up.setAttribute('aria-pressed', String(value === 1));
    down.setAttribute('aria-pressed', String(value === -1));
  };
  let kept = given;
  let wanted = 0;
  let sent = Promise.resolve();
  const vote = (/** @type {1 | -1} */ value) => {
    show(value);
    const mine = (wanted += 1);
    const keep = () => send(value).then(() => void (kept = value), () => undefined);
    // One at a time: of two on their way, the former could arrive last.
    sent = sent.then(keep).then(() => (mine === wanted ? show(kept) : undefined));
  };
  show(given);
  return el('div', { class: 'votes', role: 'group', 'aria-label': say('Votre avis', 'Your opinion') }, up, down);
}
