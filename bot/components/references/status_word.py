"""The first word that tells the step of an invoice; actions know what each means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from components.references.found import Found

KIND = "invoice_status"
PATTERN = re.compile(
    r"\b(rejete?e?s?|refuse?e?s?|suspendue?s?|a recycler|brouillons?|payee?s?|"
    r"mise?s? en paiement|en paiement|mise?s? a disposition|deposee?s?|mandatee?s?|"
    r"comptabilisee?s?|completee?s?|en attente|en retard|retournee?s?|en erreur|bloquee?s?)\b"
)


def find(text: str) -> Iterator[Found]:
    match = PATTERN.search(text)
    if match:
        yield Found(KIND, match[1], match.start(1), match.end(1))
