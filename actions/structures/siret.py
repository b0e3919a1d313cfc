"""The 14 digits of a SIRET, and its check digit."""

import re

SIRET_LENGTH = 14
SIREN_LENGTH = 9
_LA_POSTE = "356000000"
# Digits in groups, as people copy them: « 223 100 017 00423 ».
_GROUPED = re.compile(r"(?<!\d)\d(?:[ .\u00a0\u202f-]?\d){8,15}(?!\d)")


def digits_in(text: str) -> str | None:
    """The first run of 9 to 16 digits, without its spaces; None when there is none."""
    found = _GROUPED.search(text)
    return re.sub(r"\D", "", found[0]) if found else None


def has_valid_key(siret: str) -> bool:
    """Whether its Luhn check digit is right.

    Demonstration numbers of the portal fail it, so this only ever explains an unknown number.
    The offices of La Poste have a rule of their own: the sum of the digits is a multiple of 5; its
    head office keeps to the common one.
    """
    if siret.startswith(_LA_POSTE) and sum(map(int, siret)) % 5 == 0:
        return True
    doubled = [int(digit) * (2 if rank % 2 else 1) for rank, digit in enumerate(reversed(siret))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
