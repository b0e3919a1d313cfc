/**
 * Shapes of the `/portal/v1` contract, for the type checker only.
 *
 * @typedef {{code: string, label: string}} Coded
 * @typedef {{siret: string, name: string}} StructureRef
 * @typedef {{login: string, name: string, structures: StructureRef[]}} Login
 *
 * @typedef {object} Status
 * @property {string} code
 * @property {string} label
 * @property {string} meaning
 * @property {string} next_step
 * @property {string} since ISO 8601
 * @property {string | null} reason
 * @property {string | null} comment
 * @property {boolean} returned_to_supplier
 *
 * @typedef {object} Invoice
 * @property {string} number
 * @property {number} year
 * @property {Coded} framework
 * @property {StructureRef} supplier
 * @property {StructureRef} recipient
 * @property {string | null} service_code
 * @property {string | null} engagement
 * @property {string | null} market
 * @property {{incl_tax: string, currency: string}} amount
 * @property {Status} status
 * @property {string | null} deposited_at
 *
 * @typedef {{code: string, label: string, at: string, actor: string, reason?: string | null, comment: string | null}} Step
 * @typedef {{name: string, kind: Coded, media_type: string, size: number, at: string}} Attachment
 * @typedef {{steps: Step[], actions: Step[], attachments: Attachment[]}} History
 * @typedef {{answer_by: string | null, items: Coded[]}} Offers
 * @typedef {{value: string, label: string}} Proposal
 * @typedef {{due_on: string, legal_days: number, overdue_days: number, legal_basis: string}} Payment
 * @typedef {{kind: string, findings: {message: string, proposals: Proposal[]}[], payment: Payment | null}} Diagnosis
 *
 * @typedef {Coded & {subscribed: boolean}} Space
 * @typedef {{siret: string, name: string, role: Coded, attachment: Coded, spaces: Space[]}} OwnStructure
 * @typedef {{login: string, name: string, structures: OwnStructure[]}} Me
 *
 * @typedef {object} RightsRequest
 * @property {number} id
 * @property {Coded} kind
 * @property {Coded} state
 * @property {StructureRef} structure
 * @property {Coded | null} space
 * @property {{login: string, name: string}} requester
 * @property {string} created_at
 * @property {string | null} reason
 * @property {string | null} warning
 * @property {boolean} mine
 * @property {boolean} can_decide
 *
 * @typedef {object} Flow
 * @property {string} number
 * @property {string} file_name
 * @property {number} size
 * @property {Coded | null} format
 * @property {StructureRef} structure
 * @property {{code: string, label: string, meaning: string, since: string, final: boolean}} state
 * @property {{lines: number, integrated: number, refused: number}} counts
 * @property {string} deposited_at
 *
 * @typedef {object} FlowLine
 * @property {number} position
 * @property {string | null} file
 * @property {Coded} kind
 * @property {Coded} outcome
 * @property {string | null} invoice_number
 * @property {string | null} supplier
 * @property {string | null} recipient
 * @property {{code: string, message: string, remedy: string}[]} errors
 *
 * @typedef {Flow & {lines: {items: FlowLine[], total: number}, technical_errors: Coded[]}} FlowReport
 *
 * @typedef {object} Finding
 * @property {string} code
 * @property {'refused' | 'doubtful' | 'info'} severity
 * @property {string} message
 * @property {string} how_to_fix
 * @property {string | null} value
 *
 * @typedef {object} CheckedInvoice
 * @property {string | null} number
 * @property {string | null} issued_on
 * @property {{siret: string | null, name: string | null}} supplier
 * @property {{siret: string | null, name: string | null}} recipient
 * @property {string | null} service_code
 * @property {string | null} engagement
 * @property {{incl_tax: string | null, currency: string | null}} amounts
 *
 * @typedef {object} CheckReport
 * @property {{name: string, size: number, format: Coded | null}} file
 * @property {CheckedInvoice | null} invoice
 * @property {Finding[]} findings
 * @property {{refused: number, doubtful: number, info: number, passed: number}} counts
 * @property {{code: 'would_be_refused' | 'doubtful' | 'good', label: string}} verdict
 *
 * @typedef {object} Sollicitation
 * @property {string} reference
 * @property {string} title
 * @property {Coded} status
 * @property {Coded} tab
 * @property {Coded} category
 * @property {Coded} sub_category
 * @property {StructureRef | null} structure
 * @property {string | null} invoice_number
 * @property {string} created_at
 *
 * @typedef {object} Notification
 * @property {number} id
 * @property {string} at
 * @property {string} subject
 * @property {string} text
 * @property {string | null} read_at
 */

export {};
