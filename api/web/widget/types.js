/**
 * Shapes of the `/chat/v1` contract, for the type checker only.
 *
 * @typedef {{type: 'text', text: string}} TextNode
 * @typedef {{type: 'code', text: string}} CodeNode
 * @typedef {{type: 'bold', children: ContentNode[]}} BoldNode
 * @typedef {{type: 'link', href: string, children: ContentNode[]}} LinkNode
 * @typedef {{type: 'paragraph', children: ContentNode[]}} ParagraphNode
 * @typedef {{type: 'list', ordered?: boolean, items: ContentNode[][]}} ListNode
 * @typedef {TextNode | CodeNode | BoldNode | LinkNode | ParagraphNode | ListNode} ContentNode
 *
 * @typedef {{label: string, value: string}} Field
 * @typedef {{kind: string, title: string, fields?: Field[], items?: Card[]}} Card
 * @typedef {{title: string, url?: string | null, reviewed_on?: string | null}} Source
 * @typedef {{id: string, label: string}} Choice
 * @typedef {'bot' | 'queued' | 'agent' | 'closed'} Speaker
 * @typedef {{speaker: Speaker, position?: number | null, agent?: string | null}} SpeakerState
 *
 * @typedef {object} ChatEvent
 * @property {number} seq 1, 2, 3… within one conversation
 * @property {string} at ISO 8601
 * @property {'user' | 'bot' | 'agent' | 'system'} from
 * @property {string | null} [author]
 * @property {'message' | 'card' | 'state' | 'turn_end'} type
 * @property {string | null} [text]
 * @property {ContentNode[] | null} [content]
 * @property {Choice[] | null} [choices]
 * @property {Card | null} [card]
 * @property {SpeakerState | null} [state]
 * @property {Source[] | null} [sources]
 * @property {string | null} [topic]
 * @property {number | null} [in_reply_to]
 * @property {string} [lang] of the text, where it is not French
 * @property {boolean} [votable] false where nothing is answered: there is nothing to vote on
 * @property {number} [about] the answer that a question on a vote is about
 *
 * @typedef {{id: string, token: string}} Conversation
 *
 * @typedef {object} Pending a message typed here that the server has not acknowledged yet
 * @property {string} client_id
 * @property {string} label what the user sees
 * @property {string} [choice] id of the choice taken, if it is not a free text
 *
 * @typedef {'sending' | 'waiting' | 'accepted' | 'duplicate' | 'refused'} Delivery
 */

export {};
