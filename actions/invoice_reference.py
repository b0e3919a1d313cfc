"""`number@siret@year`: which invoice of a number, in the one string that slots and buttons hold.

Suppliers number as they like, and start again each year: a number alone may name several.
"""

import re

_REFERENCE = re.compile(r"(?P<number>.+)@(?P<supplier>[^@\s]+)@(?P<year>\d{4})")


def refer_to(number: str, supplier: str | None, year: int | None) -> str:
    """The number alone where the rest is not known."""
    return f"{number}@{supplier}@{year}" if supplier and year else number


def is_reference(said: str) -> bool:
    """False for a number alone, which may name several invoices."""
    return _REFERENCE.fullmatch(said) is not None


def number_of(said: str) -> str:
    """What is shown of a reference; a number alone is itself."""
    found = _REFERENCE.fullmatch(said)
    return found["number"] if found else said


def query_of(said: str) -> dict[str, str]:
    """`supplier` and `year`, as the portal's routes take them; empty for a number alone."""
    found = _REFERENCE.fullmatch(said)
    return {"supplier": found["supplier"], "year": found["year"]} if found else {}


def is_same(one: str | None, other: str) -> bool:
    """A number alone is that of whatever bears it."""
    if one is None:
        return False
    both = is_reference(one) and is_reference(other)
    return one == other if both else number_of(one) == number_of(other)
