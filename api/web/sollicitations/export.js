/** The user's own sollicitations, as a file. */

import { button } from '../common/pieces.js';
import { el } from '../widget/dom.js';
import { download } from './server.js';

/** @import {App} from './app.js' */

/** @param {App} app */
export function exportChoices(app) {
  const take = (/** @type {string} */ format) => () => {
    const address = `sollicitations/export?format=${format}`;
    void download(address, `sollicitations.${format}`).then(
      () => app.say('Le fichier est téléchargé.'),
      app.trouble,
    );
  };
  return el(
    'p',
    { class: 'export' },
    'Toutes mes sollicitations\u00a0: ',
    button('tableur (CSV)', take('csv'), 'plain'),
    ' ',
    button('données (JSON)', take('json'), 'plain'),
  );
}
