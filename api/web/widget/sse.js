/**
 * Reads a `text/event-stream` body by pieces cut anywhere.
 * Only `data` matters here: every event carries its own `seq`.
 */
export class SseReader {
  #rest = '';
  /** @type {string[]} */
  #data = [];

  /**
   * @param {string} piece
   * @returns {string[]} the `data` of every event completed by this piece
   */
  read(piece) {
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    const complete = [];
    for (const line of lines) {
      if (line === '' && this.#data.length) complete.push(this.#data.splice(0).join('\n'));
      else if (line.startsWith('data:')) this.#data.push(line.slice(5).replace(/^ /, ''));
    }
    return complete;
  }
}
