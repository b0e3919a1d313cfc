/**
 * What an agent has begun and not sent, one text a conversation: survives a reload and a session
 * that ends, in this tab only, and only for the agent who began it.
 */
export class Drafts {
  #prefix;

  /** @param {string} login */
  constructor(login) {
    this.#prefix = `chorale-desk:${login}:draft:`;
  }

  /** @param {string} conversation */
  read(conversation) {
    return sessionStorage.getItem(this.#prefix + conversation) ?? '';
  }

  /**
   * @param {string} conversation
   * @param {string} text
   */
  keep(conversation, text) {
    const key = this.#prefix + conversation;
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  }

  forget() {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(this.#prefix)) sessionStorage.removeItem(key);
    }
  }
}
