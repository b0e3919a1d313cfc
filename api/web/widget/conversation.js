/**
 * Where the conversation stands, read from its log alone: a reload finds the same state again.
 */

/** @import {ChatEvent, SpeakerState} from './types.js' */

export class ConversationState {
  lastSeq = 0;
  /** @type {SpeakerState} */
  speaker = { speaker: 'bot' };
  /** @type {Set<number>} messages of the user that the assistant has not finished answering */
  #owed = new Set();

  /**
   * @param {ChatEvent} event
   * @returns {boolean} false for an event already taken
   */
  take(event) {
    if (event.seq <= this.lastSeq) return false;
    this.lastSeq = event.seq;
    if (event.type === 'turn_end') this.#settle(event.in_reply_to ?? event.seq);
    if (event.type === 'state' && event.state) this.speaker = event.state;
    if (this.speaker.speaker !== 'bot') this.#owed.clear();
    else if (event.from === 'user' && event.type === 'message') this.#owed.add(event.seq);
    return true;
  }

  get answerOwed() {
    return this.#owed.size > 0;
  }

  /** Something may still come without the user doing anything. */
  get expecting() {
    return this.answerOwed || ['queued', 'agent'].includes(this.speaker.speaker);
  }

  /** @param {number} seq turns are answered in order: the earlier ones are settled too */
  #settle(seq) {
    for (const owed of this.#owed) if (owed <= seq) this.#owed.delete(owed);
  }
}
