/** The log of one conversation, followed live: each event once, in order. */

import { SharedFeed } from './shared.js';
import { path } from './transport.js';

/** @import {Frame} from './sse.js' */
/** @import {Refusal} from './transport.js' */
/** @import {ChatEvent, Conversation} from './types.js' */

/**
 * @typedef {object} Follower
 * @property {() => number} after sequence number of the last event seen
 * @property {(events: ChatEvent[]) => void} events
 * @property {(typing: {from: string, author?: string, seconds: number}) => void} typing
 * @property {(up: boolean) => void} link
 * @property {(refusal: Refusal) => void} gone
 */

export class EventStream extends SharedFeed {
  /**
   * @param {string} api
   * @param {Conversation} conversation
   * @param {Follower} follower
   */
  constructor(api, conversation, follower) {
    super({
      ...follower,
      address: `${api}${path(conversation)}/events`,
      headers: { Authorization: `Bearer ${conversation.token}` },
      frames: (frames) => this.#take(frames),
      page: ({ events }) => events.length && follower.events(events),
    });
    this.follower = follower;
  }

  /** @param {Frame[]} frames those with a name (`typing`) are not of the log */
  #take(frames) {
    for (const { name, data } of frames) if (name === 'typing') this.follower.typing(data);
    const events = frames.filter(({ name }) => !name).map(({ data }) => data);
    if (!events.length) return;
    // Another tab may be ahead of this one: the numbers follow each other.
    if (events[0].seq > this.follower.after() + 1) void this.catchUp();
    else this.follower.events(events);
  }
}
