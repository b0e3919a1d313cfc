/**
 * What one tab remembers for one user, so that a reload or an expired session loses nothing.
 * Session storage: closing the tab forgets it, and another user of the tab does not see it.
 */
export class TabNotes {
  /** @type {Map<string, string>} used when the browser refuses session storage */
  #memory = new Map();
  #prefix;

  /** @param {string} login */
  constructor(login) {
    this.#prefix = `sollicitations:${login}:`;
  }

  /**
   * @param {string} name
   * @returns {any} null if nothing is kept
   */
  read(name) {
    try {
      return JSON.parse(sessionStorage.getItem(this.#prefix + name) ?? 'null');
    } catch {
      return JSON.parse(this.#memory.get(name) ?? 'null');
    }
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  keep(name, value) {
    const text = JSON.stringify(value);
    this.#memory.set(name, text);
    try {
      sessionStorage.setItem(this.#prefix + name, text);
    } catch {
      // Storage refused or full: this page remembers, the next one will not.
    }
  }

  /** @param {string} name */
  forget(name) {
    this.#memory.delete(name);
    try {
      sessionStorage.removeItem(this.#prefix + name);
    } catch {
      // Nothing was stored.
    }
  }
}
