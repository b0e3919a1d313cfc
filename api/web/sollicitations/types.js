/**
 * Shapes of the `/portal/v1` contract, for the type checker only.
 *
 * @typedef {{code: string, label: string}} Coded
 * @typedef {{siret: string, name: string}} StructureRef
 * @typedef {{id: number, name: string, size: number, media_type: string, href: string}} StoredFile
 * @typedef {'assign' | 'answer' | 'ask' | 'forward' | 'add' | 'send_back' | 'close'} ActName
 * @typedef {{act: ActName, label: string, needs_text: boolean}} Offer
 *
 * @typedef {object} Step
 * @property {number} id
 * @property {string} at ISO 8601
 * @property {Coded} act
 * @property {'author' | 'receiver'} by
 * @property {string} author
 * @property {Coded} status
 * @property {string | null} text
 * @property {boolean} by_mail
 * @property {StoredFile[]} files
 *
 * @typedef {object} Sollicitation
 * @property {string} reference
 * @property {string} title
 * @property {Coded} status
 * @property {Coded} tab
 * @property {Coded} category empty in a draft that has none yet
 * @property {Coded} sub_category
 * @property {StructureRef | null} structure
 * @property {StructureRef | null} addressee
 * @property {string | null} invoice_number
 * @property {{number: string, supplier: string, year: number} | null} invoice
 * @property {string} description
 * @property {'support' | 'public_client'} receiver
 * @property {{name: string}} author
 * @property {{name: string} | null} assignee
 * @property {string} created_at
 * @property {string | null} submitted_at
 * @property {string | null} updated_at
 * @property {string | null} due_at
 *
 * @typedef {Sollicitation & {history: Step[], files: StoredFile[], acts: Offer[]}} Detail
 *
 * @typedef {{code: string, label: string, receiver: string, placeholder: boolean}} SubCategory
 * @typedef {{code: string, label: string, sub_categories: SubCategory[]}} Category
 * @typedef {{siret: string, name: string, spaces: (Coded & {subscribed: boolean})[]}} OwnStructure
 * @typedef {{login: string, name: string, structures: OwnStructure[]}} Me
 * @typedef {{number: string, year: number, supplier: StructureRef, recipient: StructureRef}} Invoice
 * @typedef {{items: Sollicitation[], total: number, tabs?: Record<string, number>, views?: Record<string, number>}} Page
 */

export {};
