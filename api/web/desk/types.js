/**
 * Shapes of the `/desk/v1` contract that modules read, for the type checker only.
 *
 * @typedef {{id: string, for_me?: boolean, urgent?: boolean}} Waiting
 * @typedef {{id: string, last_seq: number}} Owned
 * @typedef {{waiting: Waiting[], mine: Owned[]}} Board
 * @typedef {{id: string, last_seq: number}} Move
 * @typedef {{id: string, from: 'user' | 'agent', author?: string, seconds: number}} Typing
 *
 * @typedef {import('../widget/types.js').Attachment} Attachment
 * @typedef {import('../widget/types.js').ChatEvent} ChatEvent
 * @typedef {import('../widget/types.js').Delivery} Delivery
 * @typedef {import('../widget/types.js').Pending} Pending
 * @typedef {{events: ChatEvent[], last_seq: number}} Page
 */

export {};
