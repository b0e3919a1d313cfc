/**
 * Shapes of the `/desk/v1` contract, for the type checker only.
 *
 * @typedef {{login: string, name: string, role: {code: string, label: string}}} Agent
 * @typedef {{login: string | null, name: string | null}} User
 * @typedef {{author: string, at: string, text: string}} Note
 *
 * @typedef {object} Waiting
 * @property {string} id
 * @property {number} position from 1
 * @property {string} waiting_since ISO 8601
 * @property {User} user
 * @property {string} excerpt the start of what the user last said
 * @property {Note | null} note
 *
 * @typedef {{id: string, user: User, last_seq: number, note: Note | null}} Owned
 * @typedef {{waiting: Waiting[], mine: Owned[]}} Board
 * @typedef {{id: string, last_seq: number}} Move
 *
 * @typedef {import('../widget/types.js').ChatEvent} ChatEvent
 * @typedef {{events: ChatEvent[], last_seq: number}} Page
 */

export {};
