"""A SIRET as it is written on an invoice."""

import re

from api.domain.identifiers import has_right_key
from api.domain.invoice_checks.check import Problem, shown
from api.domain.invoice_document import Party

SIRET_LENGTH, SIREN_LENGTH = 14, 9


def digits(identifier: str) -> str:
    """Without the spaces and dots people put between groups."""
    return re.sub(r"[\s.\-]", "", identifier)


def is_siret(identifier: str) -> bool:
    written = digits(identifier)
    return len(written) == SIRET_LENGTH and written.isdecimal() and written.isascii()


def malformed(party: Party, owner: str) -> list[Problem] | None:
    """What is wrong in a SIRET that is given; `owner` completes « Le SIRET … »."""
    written = party.siret
    if not written:
        return None
    if is_siret(written):
        return []
    count = len(digits(written))
    value = shown(written)
    if count == SIREN_LENGTH and digits(written).isdecimal():
        message = f"« {value} » est un SIREN (9 chiffres), et non le SIRET {owner} (14 chiffres)."
    else:
        message = f"Le SIRET {owner}, « {value} », ne compte pas 14 chiffres."
    return [Problem(message, value)]


def wrong_key(party: Party, owner: str, *, known: bool) -> list[Problem] | None:
    """A check digit that is wrong, in a SIRET that nobody we asked knows."""
    written = party.siret
    if not written or not is_siret(written):
        return None
    if known or has_right_key(digits(written)):
        return []
    value = shown(digits(written))
    message = f"La clé de contrôle du SIRET {owner}, {value}, est fausse : une faute de frappe ?"
    return [Problem(message, value)]
