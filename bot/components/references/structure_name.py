"""Names of structures: an acronym and its department, a kind of body, or what follows « chez ».

The value is what was typed, folded; the directory tells whose name it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from components.references import status_word
from components.references.departments import UNMISTAKABLE
from components.references.found import Found, just_before
from components.references.name_ends import ENDS

KIND = "structure_name"
_MAX_WORDS = 7
_NUMBERED = (
    r"(?:cd|cg|cr|ctd|atd|cc|ca|cu|ch|sdis|ddt|ddtm|drfip|ddfip|sivom|ccas)[ -]?\d{1,3}[ab]?"
)
_ACRONYM = (
    r"atd|sdis|chu|crous|ars|sivom|sivu|smictom|sictom|ddtm?|dreal|draaf|drfip|ddfip|direccte|"
    r"ccas|cias|ehpad|opac|cnrs|inrae|inserm|sncf|ratp|aphp|ap-hp|ugap|epci|chru|dgfip|sgami"
)
_HEAD = (
    r"conseils? (?:departemental|regional|general|municipal|departmental)|departement|dept|dpt|"
    r"region|mairie|commune|ville|metropole|agglo(?:meration)?|prefecture|sous[- ]prefecture|"
    r"communaute (?:de communes|d'agglo(?:meration)?|urbaine)|com[ -]?com|intercommunalite|"
    r"rectorat|academie|universite|faculte|lycee|college|ecole|hopital|hopitaux|clinique|"
    r"centre (?:hospitalier|de gestion|communal|national|technique)|syndicat|agence|office|"
    r"ministere|chambre (?:de commerce|d'agriculture|des metiers)|tresorerie|"
    r"caisse des (?:ecoles|depots)|regie|tribunal|cour d'appel|musee|institut|"
    r"gendarmerie|commissariat|maison (?:departementale|d'arret|de retraite)|port de|aeroport|"
    r"laboratoire|parc technique|cite roguet|pepinieres"
)
_NUMBERED_BODY = re.compile(rf"(?<![\w-])({_NUMBERED})(?!\w)")
_BODY = re.compile(rf"(?<![\w-])(?:{_ACRONYM}|{_HEAD})(?!\w)")
_DEPARTMENT = re.compile(
    r"(?<![\w-])(?:" + "|".join(n.replace("-", "[ -]") for n in UNMISTAKABLE) + r")(?![\w-])"
)
_ARTICLE = r"(?:de la |de l'|de l |du |des |de |d'|la |le |les |l')?"
_AFTER = re.compile(
    r"(?:\bsiret|\bstructure|\bfiche|\bcodes? services?) "
    r"(?:de la |de l'|de l |du |des |de |d'|pour le |pour la |pour )"
    r"|\b(?:chez|(?:adressee?s?|envoyee?s?|destinee?s?|transmises?) (?:a|au|aux)"
    rf"|celles? (?:pour|a|au|aux|avec)|factures? (?:a|au|aux|pour)) {_ARTICLE}"
    r"|\bcelles? (?:de la |de l'|du |des |de |d')"
)
_NEXT = re.compile(
    r"( de la | de l'| de l | du | des | de | d'| "
    r"|-(?:(?:de|d|du|des|la|le|les|l|sur|sous|en)[-'])*)"
    r"([a-z0-9]+)"
)
_CALLS_FOR_MORE = re.compile(
    r"[ '-](?:saint|sainte|st|ste|le|la|les|haute?s?|bas(?:se)?|val|mont|pays|grand|nord|sud|deux)$"
)
_NOTHING_MORE = re.compile(r"\s*(?:[?.!,;:)»\x00]|$|(?:svp|stp|merci|s'il|s il|pls)\b)")
_FIRST = re.compile(r"()([a-z][a-z0-9]*)")


def find(text: str) -> Iterator[Found]:
    """The first name, from the surest way of naming to the least sure."""
    for found in (_numbered(text), _body(text), _department(text), _after_a_word(text)):
        if found is not None:
            yield found
            return


def _numbered(text: str) -> Found | None:
    match = _NUMBERED_BODY.search(text)
    return _found(text, match.start(), match.end()) if match else None


def _body(text: str) -> Found | None:
    for match in _BODY.finditer(text):
        return _found(text, match.start(), _end_of_name(text, match.end()))
    return None


def _department(text: str) -> Found | None:
    match = _DEPARTMENT.search(text)
    return _found(text, match.start(), match.end()) if match else None


def _after_a_word(text: str) -> Found | None:
    for match in _AFTER.finditer(text):
        first = _FIRST.match(text, match.end())
        if first and not _stops(first):
            return _found(text, match.end(), _end_of_name(text, first.end()))
    return None


def _end_of_name(text: str, end: int) -> int:
    """Past the words tied by « de » or a hyphen; others only where nothing follows them.

    « la mairie Toulouse ? » is a name, « la mairie prétend que » is not.
    """
    sure = end
    for _ in range(_MAX_WORDS):
        match = _NEXT.match(text, end)
        if match is None or _stops(match):
            break
        tied = (
            match[1] != " "
            or match[2][0].isdigit()
            or _CALLS_FOR_MORE.search(just_before(text, end))
        )
        end = match.end()
        if tied and end - sure == len(match[0]):
            sure = end
    return end if _NOTHING_MORE.match(text, end) else sure


def _stops(match: re.Match[str]) -> bool:
    word = match[2]
    if word[0].isdigit() and len(word) > 3:
        return True
    return word in ENDS or bool(status_word.PATTERN.match(match.string, match.start(2)))


def _found(text: str, start: int, end: int) -> Found:
    return Found(KIND, text[start:end], start, end)
