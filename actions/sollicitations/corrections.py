"""« Non, la 125 », « change la description » : an answer given before, changed in plain words."""

import re

from actions.french_words import fold
from actions.sollicitations import slots
from actions.sollicitations.addressee import ADDRESSED
from actions.sollicitations.mail_proof import other_than_code
from actions.sollicitations.said_number import said_number
from actions.turn import Turn

_CHANGE = (
    r"(?:changer?|changez|modifi(?:er|ez|e)|corriger?|corrigez|remplacer?|remplacez|refaire|"
    r"refaites?|reprendre|reprenez|revoir|rectifi(?:er|ez|e)|reecri(?:re|s|vez)|edit(?:er|ez|e)|mets|mettez|choisis|choisissez|"
    r"autre|une autre|mauvaise?|pas la bonne|pas le bon|trompe de|erreur (?:de|sur|dans))"
)
_THINGS = (
    (slots.SUB_CATEGORY, r"sous categories?"),
    (slots.CATEGORY, r"categories?|rubrique"),
    (slots.DESCRIPTION, r"descriptions?|texte|message|mots"),
    (slots.INVOICE, r"factures?|numero de facture"),
    (slots.STRUCTURE, r"structure|entreprise|societe|etablissement"),
    (slots.ADDRESSEE, r"destinataire|entite publique|client public"),
    (slots.EMAIL, r"adresse|e ?mail|mail|courriel"),
)
_OF = r"(?: (?:d|de|la|le|l|les|ma|mon|mes|cette|ce|sa|du|mauvaise?|juste))*"
_AFTER_COLON = re.compile(r"\s*:\s*(?P<value>\S.*)", re.DOTALL)
_POLITE = frozenset(
    {"svp", "stp", "merci", "s", "il", "vous", "te", "plait", "maintenant", "aussi", "plutot"}
)
_NEW_VALUE = re.compile(r"\s*(?:[:=]|\bpar\b|\ben\b|\bpour\b)\s*(?P<value>\S.*)", re.DOTALL)
_MAX_WORDS = 12
_OPENING = (
    r"^(?:non |nan |ah non |en fait |finalement |plutot |pardon |attends |attendez |mais |"
    r"je veux |je voudrais |il faut |faut |peux tu |pouvez vous |jveu |svp |stp )*"
)
_ASKED = re.compile(rf"{_OPENING}{_CHANGE}\b")
# « La 125 svp », « la facture F2, pas la 124 »: nothing else is said of it.
_TAIL = (
    r"(?: [a-z]{0,7}\d\w*| [a-z]{1,7}(?= \d)|"
    r" (?:svp|stp|merci|plutot|pas|la|et|non|n|no|numero|facture|par|pour|en))+"
)
_NUMBERED = re.compile(_TAIL)
_INVOICE = re.compile(
    rf"{_OPENING}(?:c est |cest |ce n est pas .* c est |pas .* (?:mais )?)*"
    r"(?:plutot |surtout |bien )*(?:pour |sur |de |concerne )*(?:la |le |ma |l autre )*"
    rf"(?:facture|fact|fac|la|numero|num|n){_TAIL}"
)
_INSISTS = re.compile(r"(?:ah )?(?:non|nan|en fait|finalement|plutot|pardon|mais|c est|cest)\b")
_ONLY_NUMBER = re.compile(r"(?:la |n° ?)?[\w/-]*\d[\w/-]*[ .!]*", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:plutot|adressee?|adressez|envoye[zr]?|envoie)\b")
_CHOSEN = frozenset({slots.CATEGORY, slots.SUB_CATEGORY, slots.STRUCTURE})
_OF_ACCOUNT = frozenset({slots.STRUCTURE, slots.INVOICE, slots.ADDRESSEE, ADDRESSED})
_WITHOUT_INVOICE = re.compile(
    r"\b(?:sans|aucune|pas de|enlevez? (?:la|cette)|retirez? (?:la|cette)|supprimez? la|"
    r"ne concerne (?:pas|aucune)(?: de| la| une)?|rien a voir avec (?:la|une))"
    r" (?:ma |cette )?facture\b"
)
_FOR_FOLDED = re.compile(
    r"^(?:non |en fait |finalement |mais |c est |cest )*(?:plutot |surtout )*"
    r"(?:adressee? |adressez la |envoyez la |envoie la )?(?:pour|a|au|aux|vers|chez) ."
)
_FOR = re.compile(
    r"(?:^|\s)(?:pour|à|a|au|aux|vers|chez)\s+(?:la\s+|le\s+|les\s+|l['’]\s*)?"
    r"(?P<who>.+?)(?:\s+plutôt)?[\s.!]*$",
    re.IGNORECASE,
)


def corrections(turn: Turn) -> dict[str, str]:
    """The answers that this turn wants changed, with the new one where it is said.

    `slots.EDIT` for one that is to be asked; what comes raw is checked as any answer.
    """
    asked = turn.slot(slots.REQUESTED)
    text = turn.text.strip()
    if asked is None or turn.is_choice or not text:
        return {}
    if asked == slots.CODE and (instead := other_than_code(text)):
        return instead
    folded = fold(text)
    found = _thing(text, folded, turn)
    if not found and len(folded.split()) <= _MAX_WORDS:
        found = _invoice(folded, asked, turn) or _who(text, folded, asked)
    return {slot: raw for slot, raw in found.items() if _is_meant(slot, raw, turn)}


def is_order(text: str) -> bool:
    """Whether somebody is to be found by these words, or may be (« pour info »)."""
    return _ORDER.search(fold(text)) is not None


def _is_meant(slot: str, raw: str, turn: Turn) -> bool:
    """The question that is asked has its answer read as such; free words are seldom orders."""
    asked = turn.slot(slots.REQUESTED)
    if slot in _OF_ACCOUNT and turn.login is None:
        return False
    if slot == slots.EMAIL and (turn.login is not None or asked == slots.DESCRIPTION):
        return False
    return slot != asked or raw == slots.EDIT


def _thing(text: str, folded: str, turn: Turn) -> dict[str, str]:
    """« Change la catégorie », with what it becomes if that is said."""
    opens = _ASKED.match(folded)
    if not opens:
        return {}
    rest = folded[opens.end() :]
    for slot, words in _THINGS:
        named = re.match(rf"{_OF} (?:{words})\b", rest)
        if named:
            return _new(slot, words, text, rest[named.end() :], turn)
    return {}


def _new(slot: str, words: str, text: str, follows: str, turn: Turn) -> dict[str, str]:
    """`follows`: what is said after the thing; anything but its new value makes it no order."""
    number = said_number(turn) if slot == slots.INVOICE else None
    if not set(follows.split()) - _POLITE:
        return {slot: slots.EDIT}
    if number and _NUMBERED.fullmatch(follows):
        return {slot: number}
    free = turn.slot(slots.REQUESTED) == slots.DESCRIPTION
    value = _new_value(text, words, free=free)
    if free and slot == slots.INVOICE and not _ONLY_NUMBER.fullmatch(value or ""):
        return {}
    if not value and slot in _CHOSEN and not free:
        value = follows.strip()  # « mets la catégorie compte et connexion »
    return {slot: value} if value else {}


def _new_value(text: str, words: str, *, free: bool) -> str | None:
    """What follows « : », or « par » and « en » outside free words, as it was typed."""
    for match in re.finditer(r"[\wÀ-ÿ'’-]+", text):
        if re.search(rf"(?:^| )(?:{words})$", fold(text[: match.end()])):
            value = (_AFTER_COLON if free else _NEW_VALUE).match(text[match.end() :])
            return value["value"].strip(' «»"') if value else None
    return None


def _invoice(folded: str, asked: str, turn: Turn) -> dict[str, str]:
    """« Non, la 125 », « c’est pour la facture F2 », « sans facture »."""
    insists = bool(_INSISTS.match(folded))
    if asked == slots.CODE or (asked == slots.DESCRIPTION and not insists):
        return {}
    number = said_number(turn)
    if number and _INVOICE.fullmatch(folded):
        return {slots.INVOICE: number}
    is_without = asked != slots.INVOICE and _WITHOUT_INVOICE.search(folded)
    return {slots.INVOICE: slots.NO_INVOICE} if is_without else {}


def _who(text: str, folded: str, asked: str) -> dict[str, str]:
    """« Plutôt pour la mairie »: who it is for, or in whose name."""
    found = _FOR.search(text) if _FOR_FOLDED.match(folded) else None
    answers_it = asked in (slots.STRUCTURE, slots.ADDRESSEE, slots.INVOICE)
    if not found or answers_it or (asked != slots.CONFIRMED and not _INSISTS.match(folded)):
        return {}
    return {ADDRESSED: found["who"]}
