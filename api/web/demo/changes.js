/** What has changed between two readings of the invoices. */

import { invoiceKey } from './status.js';

/** @import {Invoice} from './types.js' */

/**
 * @param {Invoice[]} after
 * @param {Invoice[]} before
 * @returns {Map<string, string>} what to say of each invoice whose state is another
 */
export function statusChanges(after, before) {
  const known = new Map(before.map((invoice) => [invoiceKey(invoice), invoice.status]));
  return new Map(
    after.flatMap((invoice) => {
      const old = known.get(invoiceKey(invoice));
      return old && old.code !== invoice.status.code ? [[invoiceKey(invoice), said(invoice, old.label)]] : [];
    }),
  );
}

/** @param {Invoice} invoice @param {string} before */
function said({ number, status }, before) {
  return `La facture ${number} passe de « ${before} » à « ${status.label} ».`;
}
