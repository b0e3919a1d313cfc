/** The public structure that is asked: typed by name or SIRET, with what the directory proposes. */

import { siretIn } from '../common/siret.js';
import { el } from '../widget/dom.js';
import { Field } from './field.js';
import { read } from './server.js';

const PAUSE = 300; // ms without a letter before the directory is asked
const HINT =
  'Son nom ou son SIRET, puis choisissez-la dans la liste. Inutile si vous indiquez une facture : ' +
  'votre demande ira à son destinataire.';

/** @extends {Field<HTMLInputElement>} */
export class AddresseeField extends Field {
  #list = el('datalist', { id: 'structures' });
  #asked = 0;

  constructor() {
    const attributes = { type: 'text', list: 'structures', autocomplete: 'off', maxlength: '250' };
    super('destinataire', 'Entité publique destinataire', el('input', attributes), { hint: HINT });
    this.element.append(this.#list);
    this.control.addEventListener('input', () => {
      const mine = (this.#asked += 1);
      setTimeout(() => void (mine === this.#asked && this.#propose(mine)), PAUSE);
    });
  }

  /** @returns {string | null} */
  get siret() {
    return siretIn(this.value);
  }

  /** @param {number} mine a later letter wins */
  async #propose(mine) {
    const text = this.siret ?? this.value;
    if (text.length < 3) return;
    const query = new URLSearchParams({ q: text.slice(0, 100), size: '10' });
    const found = await read(`structures?${query}`).catch(() => ({ items: [] }));
    if (mine !== this.#asked) return;
    /** @type {{siret: string, name: string, public: boolean}[]} */
    const structures = found.items.filter((/** @type {{public: boolean}} */ item) => item.public);
    const options = structures.map(({ siret, name }) => new Option('', `${name} (${siret})`));
    this.#list.replaceChildren(...options);
  }
}
