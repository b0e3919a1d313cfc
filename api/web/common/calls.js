/** Calls of the server in a user's name, and what its refusals are. */

const TIMEOUT = 30_000;
/** ms; a file takes its time. */
export const UPLOAD_TIMEOUT = 180_000;

/** The server said no, or nothing (`status` 0); `message` is the French explanation. */
export class ServerRefusal extends Error {
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

  get isSignedOut() {
    return this.status === 401;
  }

  /** Whether the write may have been done all the same: the same must be asked again. */
  get isUnanswered() {
    return this.status === 0 || this.status === 408 || this.status >= 500;
  }
}

/** @param {unknown} error whether the write was refused for good, and may be asked anew */
export function isFinal(error) {
  return error instanceof ServerRefusal && !error.isUnanswered && !error.isSignedOut;
}

/**
 * @typedef {object} Options
 * @property {string} [method]
 * @property {object} [body]
 * @property {string} [key]
 * @property {AbortSignal} [signal]
 * @property {number} [timeout] ms
 * @property {string | null} [as] identity
 */

/**
 * @param {string} address
 * @param {Options} options
 * @returns {Promise<Response>}
 */
export async function ask(address, options) {
  const response = await fetch(address, request(options)).catch(() => null);
  if (response?.ok) return response;
  if (options.signal?.aborted) throw new ServerRefusal(0, 'aborted', 'Envoi interrompu.');
  throw await refusalOf(response);
}

/**
 * @param {Options} options
 * @returns {RequestInit}
 */
function request({ method = 'GET', body, key, signal, timeout = TIMEOUT, as }) {
  const isForm = body instanceof FormData;
  const limit = AbortSignal.timeout(timeout);
  return {
    method,
    headers: {
      Authorization: `Bearer ${as ?? ''}`,
      ...(body && !isForm && { 'Content-Type': 'application/json' }),
      ...(key && { 'Idempotency-Key': key }),
    },
    body: isForm ? body : body && JSON.stringify(body),
    cache: 'no-store',
    credentials: 'omit',
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  };
}

/** @param {Response | null} response */
async function refusalOf(response) {
  if (!response) {
    const detail = navigator.onLine
      ? 'Le serveur ne répond pas pour le moment.'
      : 'Vous êtes hors connexion.';
    return new ServerRefusal(0, 'unreachable', detail);
  }
  const problem = await response.json().catch(() => null);
  const detail = problem?.detail ?? 'Le serveur n’a pas pu traiter la demande.';
  return new ServerRefusal(response.status, problem?.code ?? 'unknown', detail);
}
