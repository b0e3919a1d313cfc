"""Engagement (purchase order) and marché numbers, known above all by the words before them.

Fifty characters at most (docs/glossary.md); the forms known alone are those that buyers quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from components.references.found import Found, just_before

ENGAGEMENT, MARKET = "engagement", "market"
_NAMING = r"(?:[ :=#]|n°|numero|num\b|no\b|est\b|c'est|le\b|de l'|du\b|juridique|public|publics)*"
_VALUE = r"((?=[a-z_./-]*\d)[a-z0-9][a-z0-9_./-]{1,49})"
_QUANTITY = r"(?! ?(?:€|euros?|jours?|mois|ans?|%|factures?|lots?|semaines?|heures?)(?!\w))(?!\w)"
_ENGAGEMENT_WORD = (
    r"(?:engagements?(?: juridiques?)?|bons? de commandes?|commandes?|bdc|bc|ej|numero d'ej)"
)
_MARKET_WORD = r"(?:marches?(?: publics?)?|contrats?|accords?[ -]cadres?)"
_NAMED_ENGAGEMENT = re.compile(rf"(?<![\w-]){_ENGAGEMENT_WORD}(?=[\W]){_NAMING}{_VALUE}{_QUANTITY}")
_NAMED_MARKET = re.compile(rf"(?<![\w-]){_MARKET_WORD}(?=[\W]){_NAMING}{_VALUE}{_QUANTITY}")
_FORM = re.compile(
    r"(?<![\w/-])(?:(?:cp|ap)20\d{2}/[\w-]+(?:/\d+)?|(?:20\d{2}[-/])?(?:bc|ej|eng)[-/]?\d[\w/-]*|"
    r"20\d{2}[-/](?:bc|ej|eng)[-/]\d[\w/-]*|150\d{7})(?![\w])"
)
_OF_AN_INVOICE = re.compile(r"(?:factures?|fact?|avoir)[ :]*(?:n°|numero|num|no)?[ :]*$")
# « engagement CD31 » names whose it is.
_NO_NUMBER = re.compile(r"(?:19|20)\d\d|[a-z]{2,4}\d{1,3}", re.IGNORECASE)


def find_engagement(text: str) -> Iterator[Found]:
    yield from _named(ENGAGEMENT, _NAMED_ENGAGEMENT, text)
    for match in _FORM.finditer(text):
        if not _OF_AN_INVOICE.search(just_before(text, match.start())):
            yield _found(ENGAGEMENT, match[0], match.start())


def find_market(text: str) -> Iterator[Found]:
    yield from _named(MARKET, _NAMED_MARKET, text)


def _named(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        found = _found(kind, match[1], match.start(1))
        if not _NO_NUMBER.fullmatch(found.value):
            yield found


def _found(kind: str, typed: str, start: int) -> Found:
    value = typed.rstrip("./-_")  # a full stop ends the sentence, not the number
    return Found(kind, value.upper(), start, start + len(value))
