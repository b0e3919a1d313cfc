"""Words people use for the steps of an invoice → codes of the portal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from actions.french_words import fold, singular
from actions.invoices.search import RETURNED

_TYPO_SCORE = 80
_TYPO_SCORE_IN_SENTENCE = 88
_LONGEST_PHRASE = 5
_UNPAID = re.compile(r"\bimpay|\b(?:non|pas(?: encore| ete)*) (?:paye|regle)")


@dataclass(frozen=True, slots=True)
class StatusFilter:
    """`one` follows « facture », `many` follows « factures »."""

    codes: tuple[str, ...]
    one: str
    many: str


_WAITING = ("DEPOSEE", "EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION")
_ACCEPTED = ("SERVICE_FAIT", "MANDATEE", "MISE_A_DISPOSITION_COMPTABLE", "COMPTABILISEE")

RETURNED_FILTER = StatusFilter(
    RETURNED,
    "qui vous est revenue (à recycler, suspendue ou rejetée)",
    "qui vous sont revenues (à recycler, suspendues ou rejetées)",
)
UNPAID_FILTER = StatusFilter(
    (*_WAITING, "COMPLETEE", *_ACCEPTED),
    "pas encore mise en paiement",
    "pas encore mises en paiement",
)


def _one(code: str, one: str, many: str) -> StatusFilter:
    return StatusFilter((code,), one, many)


_FILTERS: dict[StatusFilter, tuple[str, ...]] = {
    _one("REJETEE", "rejetée", "rejetées"): ("rejetee", "rejet", "refusee", "refus"),
    _one("SUSPENDUE", "suspendue", "suspendues"): ("suspendue", "a completer"),
    _one("A_RECYCLER", "à recycler", "à recycler"): ("a recycler", "recycler", "recyclage"),
    StatusFilter(
        _WAITING, "en attente chez son destinataire", "en attente chez leur destinataire"
    ): (
        "en attente",
        "en cours",
        "non traitee",
    ),
    _one(
        "MISE_A_DISPOSITION",
        "mise à disposition de son destinataire",
        "mises à disposition de leur destinataire",
    ): ("mise a disposition", "a disposition", "disponible"),
    _one("MISE_EN_PAIEMENT", "mise en paiement", "mises en paiement"): (
        "mise en paiement",
        "en paiement",
        "paiement",
        "payee",
        "reglee",
        "viree",
    ),
    _one("BROUILLON", "en brouillon", "en brouillon"): ("brouillon", "en brouillon", "non envoyee"),
    _one("DEPOSEE", "déposée", "déposées"): ("deposee",),
    _one("MANDATEE", "mandatée", "mandatées"): ("mandatee",),
    _one("COMPTABILISEE", "comptabilisée", "comptabilisées"): ("comptabilisee",),
    _one("COMPLETEE", "complétée", "complétées"): ("completee",),
    _one("SERVICE_FAIT", "au service fait", "au service fait"): ("service fait",),
    RETURNED_FILTER: (
        "en retard",
        "retournee",
        "renvoyee",
        "revenue",
        "en erreur",
        "bloquee",
        "en litige",
    ),
    UNPAID_FILTER: ("impayee", "non payee", "pas payee"),
}
_BY_WORD = {singular(word): wanted for wanted, words in _FILTERS.items() for word in words}


def filter_named(word: str) -> StatusFilter | None:
    """The filter that a status word names, small typos included; None when it names none."""
    return _closest(singular(fold(word)), _TYPO_SCORE)


def filter_said(text: str) -> StatusFilter | None:
    """The filter that a whole sentence speaks of, longest phrase first."""
    folded = fold(text)
    if _UNPAID.search(folded):
        return UNPAID_FILTER
    phrases = list(_phrases(singular(folded).split()))
    for phrase in phrases:
        if phrase in _BY_WORD:
            return _BY_WORD[phrase]
    # A short word is one letter away from too many others.
    found = (_closest(phrase, _TYPO_SCORE_IN_SENTENCE) for phrase in phrases if len(phrase) > 5)
    return next(filter(None, found), None)


def _closest(phrase: str, score: int) -> StatusFilter | None:
    found = process.extractOne(phrase, list(_BY_WORD), scorer=fuzz.ratio, score_cutoff=score)
    return _BY_WORD[found[0]] if found else None


def _phrases(words: list[str]) -> Iterator[str]:
    for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])
