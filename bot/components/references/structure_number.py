"""SIRET (14 digits) and SIREN (9), with or without spaces, dots and dashes.

The check digit never refuses one: the portal's own demonstration numbers fail it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from components.references.found import Found, just_before

SIRET, SIREN = "siret", "siren"
_GAP = r"[ .\-]?"
_NAMING = r"(?:[ :=,.]|n°|numero|num|no\b|est|c'est|le\b|suivant|:)*"
_GROUPED_SIRET = re.compile(
    rf"(?<![\w/.-])\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{3}}(?![-/]?\w)"
)
# After its name, whatever is typed, even one digit short: the answer says how many there are.
_NAMED_SIRET = re.compile(
    rf"\bsirr?et{_NAMING}(\d(?:{_GAP}\d){{13}}(?!\d)|\d(?:{_GAP}\d){{9,15}}(?!\d))"
)
_NAMED_SIREN = re.compile(rf"\bsir(?:en|et){_NAMING}(\d(?:{_GAP}\d){{8}})(?!{_GAP}\d)")
_GROUPED_SIREN = re.compile(r"(?<![\w/.-])(?<!\d )(\d{3})([ .-])(\d{3})\2(\d{3})(?![ .-]?\d|\w)")
_NINE_DIGITS = re.compile(r"(?<![\w/.-])\d{9}(?![\w/-])")
_OF_AN_INVOICE = re.compile(r"(?:factures?|fact?|avoir|celle|la)[ :]*(?:n°|numero|num|no)?[ :]*$")
_OF_A_STRUCTURE = re.compile(r"(?:structure|entreprise|societe|fournisseur|client|entite)[ :]*$")
_YEAR = re.compile(r"(?:19|20)[0-4]\d")


def find_siret(text: str) -> Iterator[Found]:
    for match in _NAMED_SIRET.finditer(text):
        yield _found(SIRET, match[1], match.start(1))
    for match in _GROUPED_SIRET.finditer(text):
        if not _is_numbered_as_an_invoice(match, text):
            yield _found(SIRET, match[0], match.start())


def find_siren(text: str) -> Iterator[Found]:
    for match in _NAMED_SIREN.finditer(text):
        yield _found(SIREN, match[1], match.start(1))
    for match in _GROUPED_SIREN.finditer(text):
        if _is_likely_siren(match, text):
            yield _found(SIREN, match[0], match.start())
    for match in _NINE_DIGITS.finditer(text):
        if _is_likely_siren(match, text):
            yield _found(SIREN, match[0], match.start())


def _is_numbered_as_an_invoice(match: re.Match[str], text: str) -> bool:
    """« facture 20170000000124 »: a year, no key, and the word just before it."""
    digits = re.sub(r"\D", "", match[0])
    if digits != match[0] or not _YEAR.match(digits) or _has_key(digits):
        return False
    return bool(_OF_AN_INVOICE.search(just_before(text, match.start())))


def _is_likely_siren(match: re.Match[str], text: str) -> bool:
    """Nine digits alone may be an invoice number, « 201807558 », or three codes in a row."""
    before, digits = just_before(text, match.start()), re.sub(r"\D", "", match[0])
    if _OF_A_STRUCTURE.search(before):
        return True
    return not _OF_AN_INVOICE.search(before) and not _YEAR.match(digits) and _has_key(digits)


def _has_key(digits: str) -> bool:
    """Luhn's; it only tells two readings of the same digits apart."""
    doubled = [int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _found(kind: str, typed: str, start: int) -> Found:
    return Found(kind, re.sub(r"\D", "", typed), start, start + len(typed))
