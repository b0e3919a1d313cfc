/** Files that the server keeps; they need the user's identity to be read. */

import { weight } from '../common/dates.js';
import { button } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { download } from './server.js';

/** @import {App} from './app.js' */
/** @import {StoredFile} from './types.js' */

/** @param {StoredFile[]} files @param {App} app @returns {HTMLElement[]} */
export function fileList(files, app) {
  if (files.length === 0) return [];
  const items = files.map((file) => el('li', {}, fileButton(file, app), ` (${weight(file.size)})`));
  return [el('ul', { class: 'files', 'aria-label': 'Fichiers joints' }, ...items)];
}

/** @param {StoredFile} file @param {App} app */
function fileButton({ href, name }, app) {
  const take = () => void download(href, name).catch(app.trouble);
  const made = button(name, take, 'plain');
  made.title = `Télécharger ${name}`;
  return made;
}
