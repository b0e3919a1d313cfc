"""The invoice's number."""

import re
from datetime import date

from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, missing, shown
from api.domain.invoice_checks.subject import Subject

MAX_NUMBER = 20
# Years outside of these make eight digits an ordinary number. Our choice.
_FIRST_YEAR, _LAST_YEAR = 1990, 2099


def is_a_date(number: str) -> bool:
    """Whether the whole number reads as a day: 20230305, 05/03/2023, 2023-03-05."""
    parts = re.fullmatch(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})", number)
    if parts is not None:
        first, month, last = (int(part) for part in parts.groups())
        return _is_day(first, month, last) or _is_day(last, month, first)
    if not re.fullmatch(r"\d{8}", number):
        return False
    return _is_day(int(number[:4]), int(number[4:6]), int(number[6:])) or _is_day(
        int(number[4:]), int(number[2:4]), int(number[:2])
    )


def _is_day(year: int, month: int, day: int) -> bool:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _missing(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None:
        return None
    if invoice.number:
        return []
    return [
        missing(
            invoice,
            "Le numéro de facture est absent.",
            "Je ne trouve pas le numéro de facture dans le texte.",
        )
    ]


def _too_long(subject: Subject) -> Problems:
    number = subject.invoice.number if subject.invoice else None
    if not number:
        return None
    if len(number) <= MAX_NUMBER:
        return []
    message = (
        f"Le numéro « {shown(number)} » compte {len(number)} caractères : "
        f"la limite est {MAX_NUMBER}."
    )
    return [Problem(message, shown(number))]


def _date(subject: Subject) -> Problems:
    number = subject.invoice.number if subject.invoice else None
    if not number:
        return None
    if not is_a_date(number):
        return []
    message = f"Le numéro « {shown(number)} » n’est qu’une date : un tel numéro est refusé."
    return [Problem(message, shown(number))]


def _used(subject: Subject) -> Problems:
    number = subject.invoice.number if subject.invoice else None
    if not number or subject.own is None:
        return None
    status = subject.own.number_used
    if status is None:
        return []
    message = (
        f"Vous avez déjà, cette année, une facture « {shown(number)} » (état : {status}) : "
        "un numéro ne sert qu’une fois par an et par structure."
    )
    return [Problem(message, shown(number))]


CHECKS = (
    Check(
        "number.missing",
        Severity.REFUSED,
        "filing/invoice-number",
        "Indiquez sur la facture un numéro, de 20 caractères au plus, unique dans l’année.",
        _missing,
        "number",
    ),
    Check(
        "number.too_long",
        Severity.REFUSED,
        "filing/field-lengths",
        "Raccourcissez la numérotation dans votre logiciel, puis refaites la facture.",
        _too_long,
        "number",
    ),
    Check(
        "number.is_a_date",
        Severity.REFUSED,
        "filing/invoice-number",
        "Donnez à la facture un numéro qui ne soit pas une date, par exemple « F-2023-0305 ».",
        _date,
        "number",
    ),
    Check(
        "number.already_used",
        Severity.REFUSED,
        "filing/duplicate-number-message",
        "Si cette facture est « À recycler » ou « Suspendue », corrigez-la sans la redéposer ; "
        "sinon, donnez à la nouvelle un autre numéro.",
        _used,
        "number",
    ),
)
