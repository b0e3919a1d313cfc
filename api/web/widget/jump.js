/** « 2 nouveaux messages », below what is read by who has scrolled up. */

import { button, icon } from './dom.js';
import { unreadLabel } from './french.js';

/** @import {Log} from './log.js' */

export class Jump {
  #count = 0;
  element = button({ class: 'jump', hidden: true }, () => {
    this.log.toEnd();
    this.log.element.focus(); // the button goes
  });

  /** @param {Log} log */
  constructor(log) {
    this.log = log;
    log.element.addEventListener('scroll', () => {
      if (log.isAtEnd) this.#show(0);
    });
  }

  /** @param {number} count of messages that came out of sight */
  add(count) {
    this.#show(this.#count + count);
  }

  /** @param {number} count */
  #show(count) {
    this.#count = count;
    this.element.hidden = !count;
    this.element.replaceChildren(icon('M12 5v14', 'm6 13 6 6 6-6'), unreadLabel(count));
  }
}
