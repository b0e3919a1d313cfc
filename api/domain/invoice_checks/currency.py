"""The currency of the amounts."""

import re

from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, shown
from api.domain.invoice_checks.subject import Subject
from api.domain.invoice_document import Reading

_ENTRY = "filing/amounts-and-currency"
_CODE = re.compile(r"[A-Z]{3}")


def _missing(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None or invoice.reading is Reading.TEXT:
        return None
    return [] if invoice.currency else [Problem("La devise est absente.")]


def _malformed(subject: Subject) -> Problems:
    currency = subject.invoice.currency if subject.invoice else None
    if not currency:
        return None
    if _CODE.fullmatch(currency):
        return []
    value = shown(currency)
    return [Problem(f"« {value} » n’est pas un code de devise de trois lettres.", value)]


def _not_euro(subject: Subject) -> Problems:
    currency = subject.invoice.currency if subject.invoice else None
    if not currency or not _CODE.fullmatch(currency):
        return None
    if currency == "EUR":
        return []
    return [Problem(f"La facture est en {currency}, et non en euros.", currency)]


CHECKS = (
    Check(
        "currency.missing",
        Severity.REFUSED,
        _ENTRY,
        "Indiquez la devise dans votre logiciel : EUR pour l’euro.",
        _missing,
        "currency",
    ),
    Check(
        "currency.malformed",
        Severity.REFUSED,
        _ENTRY,
        "Écrivez le code en trois capitales : EUR pour l’euro.",
        _malformed,
        "currency",
    ),
    Check(
        "currency.not_euro",
        Severity.INFO,
        _ENTRY,
        "Vérifiez avec votre client qu’il attend bien cette devise.",
        _not_euro,
        "currency",
    ),
)
