"""What a message already tells of the document, so that it need not be asked."""

import re

from actions.framework_choice.table import Depositor, Document
from actions.french_words import fold

_DEPOSITORS = (
    (Depositor.SUBCONTRACTOR, r"\bsous ?trait"),
    (Depositor.CO_CONTRACTOR, r"\bco ?trait|\bgroupement"),
    (Depositor.SUPPLIER, r"\bfournisseur|\btitulaire"),
)
_DOCUMENTS = (
    (Document.MONTHLY, r"\bmensuel|\bsituation|\bdecompte du mois"),
    (Document.FINAL, r"\bdecompte final|\bfin de (?:marche|chantier)"),
)
_WORKS = re.compile(r"\bmarche de travaux|\bccag|\bdecompte|\bsituation de travaux")
_PAID = re.compile(r"\bdeja (?:ete )?(?:paye|regle)|\bcarte d ?achat")


def depositor_said(text: str) -> Depositor | None:
    folded = fold(text)
    return next((who for who, words in _DEPOSITORS if re.search(words, folded)), None)


def document_said(text: str) -> Document | None:
    folded = fold(text)
    return next((what for what, words in _DOCUMENTS if re.search(words, folded)), None)


def works_said(text: str) -> bool:
    return bool(_WORKS.search(fold(text)))


def paid_said(text: str) -> bool:
    return bool(_PAID.search(fold(text)))
