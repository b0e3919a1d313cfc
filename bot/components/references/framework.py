"""Billing frameworks A1 to A25: « A9 », « cadre a 9 »; never « a 5 jours » nor a sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from components.references.found import Found, just_before

KIND = "framework"
_LAST = 25
_NAMED = re.compile(
    r"\b(?:cadres?(?: de (?:facturation|fac))?|codes?|types?)(?: (?:de |du |le |les |en |est ))*"
    r" ?:? ?(a[ -]?\d{1,2}(?:(?: ?,| et| ou| ?/| a) ?a[ -]?\d{1,2})*)"
    r"(?![\w-]| ?(?:jours?|mois|€|chiffres?|caracteres?|lettres?))"
)
_ONE = re.compile(r"a[ -]?(\d{1,2})")
_ATTACHED = re.compile(r"(?<![\w/-])a(\d{1,2})(?!\d|[a-z]|[/-]\d|[.,]\d)")
_PAPER = re.compile(r"(?:format|papier|feuilles?|pages?|taille|autoroute|sortie)s? $")


def find(text: str) -> Iterator[Found]:
    for match in _NAMED.finditer(text):
        for one in _ONE.finditer(text, match.start(1), match.end(1)):
            yield from _found(one)
    for match in _ATTACHED.finditer(text):
        if not _PAPER.search(just_before(text, match.start())):
            yield from _found(match)


def _found(match: re.Match[str]) -> Iterator[Found]:
    number = int(match[1])
    if 1 <= number <= _LAST:
        yield Found(KIND, f"A{number}", match.start(), match.end())
