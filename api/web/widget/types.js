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
 * @typedef {{kind: string, title: string, tone?: string, lead?: string, fields?: Field[], items?: Card[], items_title?: string, links?: Download[], data?: {history?: Step[]}}} Card
 * @typedef {{at: string, label?: string, act?: {label: string}, actor?: string | null, author?: string | null, reason?: string | null, comment?: string | null, text?: string | null}} Step
 * @typedef {{label: string, href: string}} Download
 * @typedef {{title: string, url?: string | null, reviewed_on?: string | null}} Source
 * @typedef {{id: string, label: string}} Choice
 * @typedef {{id: string, name: string}} Attachment
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
 * @property {Speaker} [choices_while] the choices serve as long as this one speaks
 * @property {Card | null} [card]
 * @property {SpeakerState | null} [state]
 * @property {Source[] | null} [sources]
 * @property {string | null} [topic]
 * @property {Attachment[]} [attachments] files that came with a message
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
 * @property {Attachment[]} [files] sent before, named by their id
 * @property {boolean} [wordless] files alone: the label is not to be sent
 *
 * @typedef {'sending' | 'waiting' | 'accepted' | 'duplicate' | 'refused'} Delivery
 */

/**
 * @typedef {(event: ChatEvent, assistant: string) => (Node | string)[]} Naming
 */

/**
 * @typedef {object} Reader
 * @property {(choice: Choice) => void} take
 * @property {(seq: number, value: 1 | -1) => Promise<void>} vote
 * @property {(seq: number) => 1 | -1 | undefined} given
 * @property {() => string} assistant
 * @property {(file: Attachment) => void} [open] gives a file to the user
 * @property {() => string} [api] base address of downloads; without it, none is shown
 * @property {'user' | 'agent'} [as] whose messages are typed here; the user's if not told
 * @property {Naming} [author]
 * @property {(message: HTMLElement, event: ChatEvent) => void} [extend] in place of choices and
 *   votes, for who reads along; every state is then shown
 */

/**
 * @typedef {object} Host
 * @property {string} api
 * @property {string | null} identity
 * @property {'fr' | 'en'} lang
 * @property {string} assistant
 * @property {() => void} closing the user asks for the panel to be closed
 * @property {(event: ChatEvent) => void} turn
 * @property {HTMLElement} badge of unread messages, on the launcher
 * @property {() => void} refused the identity has expired: a fresh one may be given
 */

/**
 * @typedef {object} Listener
 * @property {(events: {event: ChatEvent, client_id?: string}[], live: boolean) => void} events
 * @property {(item: Pending) => void} typed
 * @property {(item: Pending, delivery: Delivery, detail?: string) => void} delivery
 * @property {() => void} refused the server does not take the identity
 * @property {() => void} forgotten the screen must be emptied
 * @property {(author: string, seconds: number) => void} writing the agent is, for that long
 * @property {() => void} changed speaker, link, readiness or answer owed
 */

export {};
