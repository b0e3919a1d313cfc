/**
 * An agent's messages on their way, one outbox a conversation: the widget's, which sends in order
 * and until the server has it. What has not left survives a reload, in this tab.
 */

import { newClientId, Outbox } from '../widget/outbox.js';
import { agentLogin } from './page.js';
import { call, conversationPath, Refusal } from './server.js';

/** @import {Attachment, ChatEvent, Delivery, Pending} from './types.js' */

/**
 * @typedef {object} Screen
 * @property {(conversation: string, item: Pending) => void} typed
 * @property {(conversation: string, item: Pending, delivery: Delivery, detail?: string) => void} report
 * @property {(conversation: string, seq: number) => boolean} isShown
 */

export class Sending {
  /** @type {Map<string, Outbox>} */
  #outboxes = new Map();

  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
  }

  /** @param {string} conversation @returns {Pending[]} what has not left yet */
  pending(conversation) {
    return this.#of(conversation).items;
  }

  /**
   * @param {string} conversation
   * @param {string} text
   * @param {Attachment[]} files
   */
  send(conversation, text, files) {
    const label = text || `Fichier joint : ${files.map(({ name }) => name).join(', ')}`;
    const joined = files.length ? { files, wordless: !text } : {};
    const item = { client_id: newClientId(), label, ...joined };
    this.screen.typed(conversation, item);
    this.#of(conversation).add(item);
  }

  /**
   * Which message typed here an event of the log is.
   * @param {string} conversation
   * @param {ChatEvent} event
   */
  claim(conversation, event) {
    if (event.from !== 'agent') return undefined;
    return this.#of(conversation).claim({ ...event, from: 'user' });
  }

  /** @param {string} conversation */
  #of(conversation) {
    const known = this.#outboxes.get(conversation);
    if (known) return known;
    const outbox = this.#open(conversation);
    this.#outboxes.set(conversation, outbox);
    saved(conversation).forEach((item) => outbox.add(item));
    return outbox;
  }

  /** @param {string} conversation */
  #open(conversation) {
    return new Outbox({
      send: (item) => post(conversation, item),
      report: (...told) => this.screen.report(conversation, ...told),
      save: (items) => save(conversation, items),
      isShown: (seq) => this.screen.isShown(conversation, seq),
    });
  }
}

/**
 * @param {string} conversation
 * @param {Pending} item
 * @returns {Promise<number>} its number in the log
 */
async function post(conversation, { client_id, label, files, wordless }) {
  const attachments = files?.map(({ id }) => id);
  const body = { client_id, text: wordless ? '' : label, ...(attachments && { attachments }) };
  try {
    return (await call('POST', conversationPath(conversation, '/messages'), body)).seq;
  } catch (error) {
    // The session has ended: the message stays, and leaves once the agent is back.
    if (error instanceof Refusal && error.status === 401) throw new Error('signed out');
    throw error;
  }
}

/** @param {string} conversation */
function key(conversation) {
  return `chorale-desk:${agentLogin()}:draft:${conversation}:sending`;
}

/** @param {string} conversation @returns {Pending[]} */
function saved(conversation) {
  return JSON.parse(sessionStorage.getItem(key(conversation)) ?? '[]');
}

/**
 * @param {string} conversation
 * @param {Pending[]} items
 */
function save(conversation, items) {
  if (items.length) sessionStorage.setItem(key(conversation), JSON.stringify(items));
  else sessionStorage.removeItem(key(conversation));
}
