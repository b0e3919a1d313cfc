/** « Manuela Martin écrit… », for as long as the server says. */

import { byId } from './page.js';

/** @import {Typing} from './types.js' */

/** @param {() => string} opened the conversation on screen */
export function watchTyping(opened) {
  const place = byId('typing', HTMLElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let end;
  const clear = () => {
    clearTimeout(end);
    place.textContent = '';
  };
  /** @param {Typing} typing */
  const show = ({ id, from, author, seconds }) => {
    if (id !== opened() || from !== 'user') return;
    clear();
    place.textContent = `${author ?? 'L’usager'} écrit…`;
    end = setTimeout(clear, seconds * 1000);
  };
  return { show, clear };
}
