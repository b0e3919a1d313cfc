"""Dates: ISO 8601 when certain, ISO with dashes for what was not said, else the words.

« 12/05/2026 » → 2026-05-12, « mai 2026 » → 2026-05, « le 3 mars » → --03-03, « en mai » → --05,
« hier », « lundi dernier » → as they stand: only the answer knows what day it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from components.references.found import Found

KIND = "date"
_MONTHS = (
    r"janv(?:ier|\.)?|jan\.",
    r"fev(?:rier|r|irer|\.)?",
    r"mars?",
    r"avr(?:il|\.)?",
    r"mai",
    r"juin",
    r"juil(?:l?et|\.)?",
    r"aout",
    r"sept?(?:embre|\.)?",
    r"oct(?:obre|\.)?",
    r"nov(?:embre|\.)?",
    r"dec(?:embre|\.)?",
)
_MONTH = "(?:" + "|".join(_MONTHS) + r")(?!\w)"
_YEAR = r"(?:19|20)\d{2}"
_ISO = re.compile(rf"(?<![\w/.-])({_YEAR})-(\d{{2}})-(\d{{2}})(?![\w/-])")
_FIGURES = re.compile(
    rf"(?<![\w/.,-])(\d{{1,2}})([/.\-])(\d{{1,2}})(?:\2({_YEAR}|\d{{2}}))?(?![\w/-]|[.,]\d)"
)
_SPELT = re.compile(
    rf"(?<![\w/-])(\d{{1,2}}|1er) ?({_MONTH})(?:,? ({_YEAR}|\d{{2}}(?=\W*$)))?(?![\w/-])"
)
_MONTH_AND_YEAR = re.compile(rf"(?<!\w)({_MONTH}) ({_YEAR})(?!\w)")
_MONTH_ALONE = re.compile(
    rf"(?<!\w)(?:en|mois de|mois d'|debut|fin|mi[ -]|celles? de|celles? d'|factures? de|depuis) ?"
    rf"({_MONTH})"
)
_DAYS = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_RELATIVE = re.compile(
    r"\b(?:avant[- ]hier|hier(?: (?:matin|soir|midi|apres[- ]midi))?|aujourd'? ?hui|ce matin|"
    rf"{_DAYS} (?:derniere?|passe)|(?<=\bde ){_DAYS}|(?<=\ble ){_DAYS}|(?<=\bdu ){_DAYS}|"
    r"(?:la )?semaine (?:derniere|passee)|(?:le )?mois (?:dernier|passe)|"
    r"(?:l'an|l'annee|annee) (?:dernier|passee?|derniere)|cette (?:semaine|annee)|ce mois(?:-ci)?|"
    r"il y a \d{1,3} (?:jours?|semaines?|mois|ans?))(?!\w)"
)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def find(text: str) -> Iterator[Found]:
    for match in _ISO.finditer(text):
        yield from _found(match, match[1], int(match[2]), int(match[3]))
    for match in _FIGURES.finditer(text):
        if match[2] == "/" or match[4]:  # « 1.5 » or « 3-4 » alone is no date
            yield from _found(match, match[4], int(match[3]), int(match[1]))
    for match in _SPELT.finditer(text):
        day = int(match[1].rstrip("er"))
        yield from _found(match, match[3], _number(match[2]), day)
    for match in _MONTH_AND_YEAR.finditer(text):
        yield from _found(match, match[2], _number(match[1]), None)
    for match in _MONTH_ALONE.finditer(text):
        month = _number(match[1])
        yield Found(KIND, f"--{month:02d}", match.start(1), match.end(1))
    for match in _RELATIVE.finditer(text):
        yield Found(KIND, match[0], match.start(), match.end())


def _number(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if re.fullmatch(month, name))


def _found(match: re.Match[str], year: str | None, month: int, day: int | None) -> Iterator[Found]:
    """Nothing for « 45/12 » or « 30 février »."""
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= _LENGTHS[month - 1]):
        return
    full = f"20{year}" if year and len(year) == 2 else year
    value = f"{full or '-'}-{month:02d}" + (f"-{day:02d}" if day else "")
    yield Found(KIND, value, match.start(), match.end())
