/** Where a file is chosen or dropped. */

import { el } from '../widget/dom.js';

const ACCEPTED = '.xml,.pdf,.zip,.tar.gz';

export class FilePicker {
  /** @param {(file: File) => void} take */
  constructor(take) {
    const input = el('input', { type: 'file', id: 'fichier', class: 'unseen', accept: ACCEPTED, 'aria-describedby': 'aide-fichier' });
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (file) take(file);
      input.value = ''; // the same file, once corrected, is chosen again
    });
    const help = 'Un XML (UBL, CII, CPP Facture Min), un PDF Factur-X, ou un lot (zip, tar.gz). 10 Mo au plus, 30 Mo pour un lot.';
    this.element = el(
      'div',
      { class: 'picker' },
      input,
      el('label', { for: input.id, class: 'second' }, 'Choisir un fichier'),
      el('p', { class: 'soft drop' }, 'ou glissez-le ici.'),
      el('p', { class: 'soft', id: 'aide-fichier' }, help),
    );
    this.#acceptDrops(take);
  }

  /** @param {(file: File) => void} take */
  #acceptDrops(take) {
    const { element } = this;
    element.addEventListener('dragover', (event) => {
      event.preventDefault();
      element.classList.add('over');
    });
    element.addEventListener('dragleave', () => element.classList.remove('over'));
    element.addEventListener('drop', (event) => {
      event.preventDefault();
      element.classList.remove('over');
      const [file] = event.dataTransfer?.files ?? [];
      if (file) take(file);
    });
  }
}
