/** What the page asks of the server: its demonstration users, and their own view of the portal. */

/** @typedef {{code: string, label: string}} Coded */
/** @typedef {{siret: string, name: string}} StructureRef */
/** @typedef {{login: string, name: string, structures: StructureRef[]}} Login */
/**
 * @typedef {object} Invoice
 * @property {string} number
 * @property {StructureRef} supplier
 * @property {StructureRef} recipient
 * @property {{incl_tax: string, currency: string}} amount
 * @property {{code: string, label: string, since: string, returned_to_supplier: boolean}} status
 */
/**
 * @typedef {object} OwnStructure
 * @property {string} siret
 * @property {string} name
 * @property {Coded} role
 * @property {Coded} attachment
 * @property {(Coded & {subscribed: boolean})[]} spaces
 */
/** @typedef {{login: string, name: string, structures: OwnStructure[]}} Me */
/**
 * @typedef {object} Sollicitation
 * @property {string} reference
 * @property {Coded} status
 * @property {Coded} category
 * @property {Coded} sub_category
 * @property {StructureRef | null} structure
 * @property {string | null} invoice_number
 * @property {string} created_at
 */

/** The server said no; `message` is its French explanation, `code` its stable name. */
export class PortalError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} detail
   */
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** @returns {Promise<Login[]>} */
export async function logins() {
  return (await call('/demo/v1/logins')).items;
}

/**
 * @param {string} login
 * @returns {Promise<string>} the JWT that a real portal would sign
 */
export async function sign(login) {
  const body = JSON.stringify({ login });
  const headers = { 'Content-Type': 'application/json' };
  return (await call('/demo/v1/identities', { method: 'POST', headers, body })).identity;
}

/**
 * @param {string} identity
 * @returns {Promise<Me>}
 */
export function me(identity) {
  return call('/portal/v1/me', bearer(identity));
}

/**
 * @param {string} identity
 * @returns {Promise<Invoice[]>}
 */
export async function invoices(identity) {
  return (await call('/portal/v1/invoices', bearer(identity))).items;
}

/**
 * @param {string} identity
 * @returns {Promise<Sollicitation[]>}
 */
export async function sollicitations(identity) {
  return (await call('/portal/v1/sollicitations', bearer(identity))).items;
}

/** @param {string} identity */
function bearer(identity) {
  return { headers: { Authorization: `Bearer ${identity}` } };
}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function call(address, options) {
  const response = await fetch(address, { cache: 'no-store', ...options }).catch(() => null);
  if (response?.ok) return response.json();
  const problem = await response?.json().catch(() => null);
  throw new PortalError(
    response?.status ?? 0,
    problem?.code ?? 'unreachable',
    problem?.detail ?? 'Le portail ne répond pas. Réessayez dans un instant.',
  );
}
