"""« Valider », « mettre en paiement », « j’ai traité le rejet »: what one wants done.

One word means several acts, by who says it: a validator who « refuse » sends the invoice back, a
recipient rejects it. What the portal offers tells which.
"""

import re
from dataclasses import dataclass

from actions.french_words import fold


@dataclass(frozen=True, slots=True)
class Wish:
    """`acts` are pairs (operation, target status), the likeliest first; `said` is an infinitive.

    `statuses`: those of the invoices that it may be about, where no number is said.
    """

    name: str
    said: str
    acts: tuple[tuple[str, str | None], ...]
    statuses: tuple[str, ...]
    words: re.Pattern[str]


_TO_TREAT = (
    "MISE_A_DISPOSITION",
    "PRISE_EN_COMPTE_DESTINATAIRE",
    "SERVICE_FAIT",
    "MANDATEE",
    "COMPLETEE",
)
_WITH_ACCOUNTANT = (*_TO_TREAT, "MISE_A_DISPOSITION_COMPTABLE", "COMPTABILISEE")
_TO_VALIDATE = ("A_VALIDER_1", "A_VALIDER_2")


def _wish(
    name: str,
    said: str,
    acts: tuple[tuple[str, str | None], ...],
    statuses: tuple[str, ...],
    words: str,
) -> Wish:
    return Wish(name, said, acts, statuses, re.compile(rf"\b(?:{words})"))


def _status(name: str, said: str, target: str, words: str) -> Wish:
    return _wish(name, said, (("set_status", target),), _WITH_ACCOUNTANT, words)


# In this order: « j’ai traité le rejet » speaks of no rejection to make, « la mise en paiement
# suspendue » of none to suspend.
_WISHES = (
    _wish(
        "treat_rejection",
        "traiter le rejet de",
        (("treat_rejection", None),),
        ("REJETEE",),
        r"trait\w* (?:\w+ ){0,2}rejets?|rejets? (?:\w+ ){0,5}trait"
        r"|(?:clo[rst]|clotur|sold|regl)\w* (?:\w+ ){0,2}rejets?",
    ),
    _wish(
        "acknowledge",
        "acquitter le retour de",
        (("acknowledge", None),),
        ("REJETEE", "SUSPENDUE"),
        r"acquitt|pris (?:bonne )?(?:note|acte|connaissance)"
        r"|(?:prend|pren)\w* (?:bonne )?(?:note|acte|connaissance)"
        r"|accept\w* (?:\w+ ){0,3}(?:rejets?|refus|retours?)\b",
    ),
    _wish(
        "recycle",
        "recycler",
        (("recycle", None), ("set_status", "A_RECYCLER")),
        ("A_RECYCLER",),
        r"(?:a )?rec[iy]cl",
    ),
    _wish(
        "complete",
        "compléter",
        (("complete", None),),
        ("SUSPENDUE",),
        r"complet|(?:ajout|join|envo[iy]|fourn)\w* (?:\w+ ){0,3}(?:piece|document|justif|bon)",
    ),
    _status("pay", "mettre en paiement", "MISE_EN_PAIEMENT", r"en paiement|paye[rz]?\b"),
    _status("post", "comptabiliser", "COMPTABILISEE", r"comptabilis"),
    _status(
        "to_accountant",
        "mettre à disposition du comptable",
        "MISE_A_DISPOSITION_COMPTABLE",
        r"(?:au|du|le) comptable|disposition comptable",
    ),
    _status("order_payment", "mandater", "MANDATEE", r"mandate[rz]?\b|mandatement|en mandat"),
    _status("service_done", "constater le service fait de", "SERVICE_FAIT", r"services? faits?"),
    _status("suspend", "suspendre", "SUSPENDUE", r"suspen"),
    _wish(
        "refuse",
        "refuser",
        (("refuse", None), ("set_status", "REJETEE")),
        (*_TO_VALIDATE, *_TO_TREAT),
        r"refus|rejet",
    ),
    _wish(
        "validate",
        "valider",
        (("validate", None),),
        _TO_VALIDATE,
        r"valid|approuv|accept|vis(?:er|e|a)\b|(?:mon|l|notre) accord",
    ),
)
# « Je n’accepte pas la facture, je la refuse »: each clause is denied, or not, by itself.
_CLAUSE_ENDS = re.compile(r"[,;:.!?]\s|\bmais\b", re.IGNORECASE)
_DENIAL = re.compile(r"\b(?:pas|jamais|aucune?|ne (?:\w+ )*plus|n (?:\w+ )*plus)\b")
# Ours: how far from its verb a negation is looked for.
_WORDS_BEFORE, _WORDS_AFTER = 5, 2
_BY_NAME = {wish.name: wish for wish in _WISHES}


def wish_said(text: str) -> Wish | None:
    """The first in the order above of what is said; nothing of what is only denied."""
    clauses = [fold(clause) for clause in _CLAUSE_ENDS.split(text)]
    return next((w for w in _WISHES if any(_is_said(w, clause) for clause in clauses)), None)


def _is_said(wish: Wish, clause: str) -> bool:
    return any(not _is_denied(clause, found) for found in wish.words.finditer(clause))


def _is_denied(clause: str, verb: re.Match[str]) -> bool:
    """« ne veux pas la rejeter », « ne refuse surtout pas »."""
    before = clause[: verb.start()].split()[-_WORDS_BEFORE:]
    # The end of the verb itself, then what follows it.
    rest = clause[verb.start() :]
    after = rest.split()[: len(verb[0].split()) + _WORDS_AFTER]
    return _DENIAL.search(" ".join([*before, *after])) is not None


def wish_named(name: str | None) -> Wish | None:
    """Of a button."""
    return _BY_NAME.get(name or "")
