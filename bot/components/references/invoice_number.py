"""Invoice numbers as suppliers make them: 201700100376, AVB20150923, FA-2026-0012, 17726, 124.

Twenty characters at most (docs/glossary.md); the end of a number is enough to name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from components.references.found import Found, just_before

KIND = "invoice_number"
_LONGEST = 20
# « 128 stp » is a number; three figures in a long sentence may be anything.
_SHORT, _FEW_WORDS = 3, 2
_NEXT = 12  # characters that may hold a unit
_TOKEN = re.compile(r"(?<![\w/.,-])[a-z]{0,7}[-_/]?\d[\w/-]*(?!\w)")
_SHAPE = re.compile(
    r"(?:[a-z]{1,7}[-_/]?)?\d+(?:[-_/]?[a-z]{1,4}[-_/]?\d+|[-_/]\d+)*(?:[-_/]?[a-z])?"
)
_SPACED = re.compile(r"(?<![\w/.,-])((?:19|20)\d\d(?: \d{2,8}){1,3})(?![\w,./-])")
_WORD = r"(?:factures?|fact|fac|numeros?|num|n°|no|nr|ref|reference|avoirs?)"
_NAMED = re.compile(
    rf"(?<!\w)(?:{_WORD}|la|celle(?: en)?|(?:finit|finissant|termine) (?:par|en)|recu|#)"
    r"(?:[ :#]|n°|numero|num|no)*$"
)
_STRONGLY_NAMED = re.compile(rf"(?<!\w){_WORD}(?:[ :#]|n°|numero|num|no)*$")
_NOT_BEFORE = re.compile(
    r"(?<!\w)(?:erreurs?|codes?(?: \w+)?|coderetour|https?|reponses?|repond|rep|statuts?|statu|"
    r"pages?|versions?|windows|etapes?|chapitres?|niveaux?|sous|dans|depuis|moins de|plus de|"
    r"environ|tous les|toutes les|en|annees?|exercice|iso|port|points?|cases?|lignes?|champs?|"
    r"departements?|service|factur[- ]?x|rgpd|norme|bloc|lots?)(?: (?:n°|numero))? $"
)
_UNIT = re.compile(
    r" ?(?:€|euros?|eur|%|k|jours?|jrs?|j|mois|ans?|annees?|heures?|h|min|minutes?|secondes?|"
    r"semaines?|mo|ko|go|octets|caracteres?|chiffres?|lettres?|lignes?|fois|pages?|personnes?|"
    r"salaries?|utilisateurs?|structures?|factures?|fichiers?|pieces?|documents?|budgets?|"
    r"agents?|clients?|fournisseurs?|comptes?|mails?|messages?|tickets?|lots?|eme|e|er|ere|"
    r"essais?|tentatives?|champs?|mots?|autres?|x)(?!\w)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:(?:19|20)\d\d|\d\d)")
_DATE_LIKE = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?")
_PREFIX = re.compile(r"(?:numero|num|no|n)(?=\d)")
# Norms, nomenclatures and flow formats: never somebody's invoice.
_CODE = re.compile(r"(?:iso|en|rfc|utf|f[es][aon]|fso|m|v|e|h|b|hl|p|tva|office|win)\d[\w/-]*")


def find(text: str) -> Iterator[Found]:
    for match in _SPACED.finditer(text):
        digits = match[1].replace(" ", "")
        named = _STRONGLY_NAMED.search(just_before(text, match.start()))
        if named and len(digits) in range(8, _LONGEST + 1):
            yield Found(KIND, digits, match.start(), match.end())
    words = len(re.findall(r"\w+", text))
    for match in _TOKEN.finditer(text):
        prefix = _PREFIX.match(match[0])
        start = match.start() + (prefix.end() if prefix else 0)
        value = text[start : match.end()].rstrip("/-_")
        end = start + len(value)
        if _is_number(value, just_before(text, start), text[end : end + _NEXT], words - 1):
            yield Found(KIND, value.upper(), start, end)


def _is_number(value: str, before: str, after: str, words_around: int) -> bool:
    if len(value) > _LONGEST or not _SHAPE.fullmatch(value):
        return False
    if _UNIT.match(after) or re.match(r"[.,:]\d", after) or _DATE_LIKE.fullmatch(value):
        return False
    if _STRONGLY_NAMED.search(before):
        return sum(char.isdigit() for char in value) >= 2
    return _speaks_for_itself(value, before, words_around)


def _speaks_for_itself(value: str, before: str, words_around: int) -> bool:
    """Without « facture » or « n° » before it, its form must leave no other reading."""
    digits = sum(char.isdigit() for char in value)
    if _NOT_BEFORE.search(before) or _CODE.fullmatch(value) or _YEARS.fullmatch(value):
        return False
    if value[-1].isalpha() or (value[0].isalpha() and digits < 3):
        return False
    if _NAMED.search(before):
        return digits >= 2
    if _YEAR.fullmatch(value):
        return False
    return digits > _SHORT or words_around <= (_FEW_WORDS if digits == _SHORT else 0)
