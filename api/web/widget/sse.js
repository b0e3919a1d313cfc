/**
 * A frame of a `text/event-stream`; without a name it is an event of a log.
 * @typedef {{name: string, data: any}} Frame
 */

/** Reads a `text/event-stream` body by pieces cut anywhere; every `data` is JSON. */
export class SseReader {
  #rest = '';
  /** @type {string[]} */
  #data = [];
  #name = '';

  /**
   * @param {string} piece
   * @returns {Frame[]} those completed by this piece
   */
  read(piece) {
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    const complete = [];
    for (const line of lines) {
      if (line === '') {
        const data = this.#data.splice(0);
        if (data.length) complete.push({ name: this.#name, data: JSON.parse(data.join('\n')) });
        this.#name = '';
      } else if (line.startsWith('event:')) this.#name = line.slice(6).trim();
      else if (line.startsWith('data:')) this.#data.push(line.slice(5).replace(/^ /, ''));
    }
    return complete;
  }
}
