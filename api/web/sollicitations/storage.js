/**
 * What one tab remembers, so that a reload or an expired session loses nothing.
 * Session storage: closing the tab forgets it.
 */

const ALL = 'sollicitations:';
/** Begun and not sent: a form, an act. */
const UNSENT = ['saisie:', 'acte:'];

/** @type {Map<string, string>} what the browser refuses to store, until the page goes away */
const memory = new Map();

/** @param {string} name @returns {any} null if nothing is kept */
export function keptInTab(name) {
  const key = ALL + name;
  try {
    return JSON.parse(memory.get(key) ?? sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {string} name @param {unknown} value null forgets it */
export function keepInTab(name, value) {
  const key = ALL + name;
  forget(key);
  if (value === null) return;
  const text = JSON.stringify(value);
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // Storage refused or full: this page remembers, the next one will not.
    memory.set(key, text);
  }
}

/** Whose page this is, and what anybody typed. */
export function forgetAll() {
  for (const key of keys()) forget(key);
}

/** What a user typed is his: once another is here, or a session has ended, the others' goes. @param {string} login */
export function forgetOthers(login) {
  const others = keys().filter((key) => key.split(':').length > 2 && !key.startsWith(prefixOf(login)));
  for (const key of others) forget(key);
}

/** The notes of one user. */
export class TabNotes {
  #prefix;

  /** @param {string} login */
  constructor(login) {
    this.#prefix = prefixOf(login).slice(ALL.length);
  }

  /** Whether leaving would lose something. */
  get hasUnsent() {
    return keys().some((key) => UNSENT.some((kind) => key.startsWith(ALL + this.#prefix + kind)));
  }

  /**
   * @param {string} name
   * @returns {any} null if nothing is kept
   */
  read(name) {
    return keptInTab(this.#prefix + name);
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  keep(name, value) {
    keepInTab(this.#prefix + name, value);
  }

  /** @param {string} name */
  forget(name) {
    keepInTab(this.#prefix + name, null);
  }
}

/** @param {string} login encoded: no login begins another's notes */
function prefixOf(login) {
  return `${ALL}${encodeURIComponent(login)}:`;
}

function keys() {
  try {
    return [...new Set([...Object.keys(sessionStorage), ...memory.keys()])].filter((key) => key.startsWith(ALL));
  } catch {
    return [...memory.keys()];
  }
}

/** @param {string} key */
function forget(key) {
  memory.delete(key);
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was stored.
  }
}
