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


_TO_TREAT = ("MISE_A_DISPOSITION", "SERVICE_FAIT", "MANDATEE", "COMPLETEE")
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
        r"acquitt|pris (?:bonne )?(?:note|acte|connaissance)|prend\w* (?:acte|connaissance)",
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
_BY_NAME = {wish.name: wish for wish in _WISHES}


def wish_said(text: str) -> Wish | None:
    folded = fold(text)
    return next((wish for wish in _WISHES if wish.words.search(folded)), None)


def wish_named(name: str | None) -> Wish | None:
    """Of a button."""
    return _BY_NAME.get(name or "")
