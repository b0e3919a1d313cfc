/** What the templates promise. */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`#${id} is missing`);
  return element;
}

/** @returns {string} login of the agent whose page this is */
export function agentLogin() {
  return byId('workplace', HTMLElement).dataset.agent ?? '';
}

/** The sign-in form, and back here afterwards. */
export function goToSignIn() {
  const next = encodeURIComponent(location.pathname);
  location.assign(`/desk/sign-in?expired=1&next=${next}`);
}
