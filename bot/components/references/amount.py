"""Amounts in euros: « 1 250,50 € », « 1250.5 euros », « 3k€ » → « 1250.50 », « 3000 »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from components.references.found import Found

KIND = "amount"
_FIGURES = r"\d{1,3}(?:[ .']\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d+(?:[.,]\d{1,2})?"
_SCALE = r"(?:k|m|milles?|millions? d[e']|milliers? d[e'])"
_UNIT = r"(?:€|euros?\b|eur\b|euro\b)"
_TAX = r"(?:\s?(?:ttc|ht)\b)"
_WITH_UNIT = re.compile(
    rf"(?<![\w.,/-])({_FIGURES}) ?({_SCALE})? ?(?:{_UNIT}{_TAX}?|{_TAX})(?: ?(\d{{2}})(?!\d))?"
)
_UNIT_FIRST = re.compile(rf"(?<!\w)€ ?({_FIGURES})(?![\w/-])")
# No unit: two decimals after a comma, or the word before.
_CENTS = re.compile(r"(?<![\w.,/-])(\d{1,3}(?:[ .]\d{3})*,\d{2}|\d+,\d{2})(?![\w,%]| ?%)")
_NAMED = re.compile(
    rf"\b(?:montant|somme|total)(?: (?:ttc|ht|total))?(?: (?:est|etait|de|d'|a|:)| ?:)* ?"
    rf"({_FIGURES})(?![\w/-]| ?%)"
)
_TIMES = {"k": 1000, "m": 1_000_000}


def find(text: str) -> Iterator[Found]:
    for match in _WITH_UNIT.finditer(text):
        whole = _decimal(match[1], cents=match[3])
        yield _found(whole * _scale(match[2]), match.start(), match.end())
    for pattern in (_UNIT_FIRST, _CENTS, _NAMED):
        for match in pattern.finditer(text):
            yield _found(_decimal(match[1]), match.start(1), match.end(1))


def _scale(word: str | None) -> int:
    if not word:
        return 1
    return _TIMES["m"] if word == "m" or word.startswith("million") else _TIMES["k"]


def _decimal(figures: str, *, cents: str | None = None) -> Decimal:
    """French points and spaces part thousands; so does a comma before three digits."""
    plain = re.sub(r"[ ']|[.,](?=\d{3}(?!\d))", "", figures).replace(",", ".")
    return Decimal(f"{plain}.{cents}") if cents and "." not in plain else Decimal(plain)


def _found(value: Decimal, start: int, end: int) -> Found:
    """Cents are written only when some were said: « 150 » may be 150,20."""
    if value == value.to_integral_value() and not value.as_tuple().exponent:
        return Found(KIND, f"{value:.0f}", start, end)
    whole = value == value.to_integral_value() and value.as_tuple().exponent > -2
    return Found(KIND, f"{value:.0f}" if whole else f"{value:.2f}", start, end)
