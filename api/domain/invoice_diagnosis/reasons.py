"""What a recipient's reason is about: its words, or a code of the DGFiP's nomenclature."""

from collections.abc import Mapping
from enum import Enum, auto

from api.domain.plain_text import words


class Topic(Enum):
    """What the recipient finds wrong; the order is that in which several are told."""

    SERVICE = auto()
    ENGAGEMENT = auto()
    RECIPIENT = auto()
    DOCUMENT = auto()
    DUPLICATE = auto()
    MARKET = auto()
    AMOUNT = auto()
    VAT = auto()
    BANK = auto()
    FRAMEWORK = auto()
    VALIDATOR = auto()


_WORDS: Mapping[Topic, frozenset[str]] = {
    Topic.SERVICE: frozenset({"service", "services"}),
    Topic.ENGAGEMENT: frozenset({"engagement", "engagements", "ej", "commande"}),
    Topic.RECIPIENT: frozenset({"destinataire", "siret", "siren", "budget", "adresse"}),
    Topic.DOCUMENT: frozenset({"piece", "pieces", "justificatif", "justificatifs", "livraison"}),
    Topic.DUPLICATE: frozenset({"doublon", "double"}),
    Topic.MARKET: frozenset({"marche", "contrat"}),
    Topic.AMOUNT: frozenset({"montant", "montants", "prix", "quantite", "remise", "calcul"}),
    Topic.VAT: frozenset({"tva"}),
    Topic.BANK: frozenset({"rib", "iban", "bancaire", "bancaires"}),
    Topic.FRAMEWORK: frozenset({"cadre"}),
    Topic.VALIDATOR: frozenset({"valideur"}),
}

_CODES: Mapping[str, Topic] = {
    "SE_ERR": Topic.SERVICE,
    "CODE_ROUTAGE_ERR": Topic.SERVICE,
    "CMD_EJ_ERR": Topic.ENGAGEMENT,
    "DEST_ERR": Topic.RECIPIENT,
    "DEST_INC": Topic.RECIPIENT,
    "SIRET_ERR": Topic.RECIPIENT,
    "ADR_ERR": Topic.RECIPIENT,
    "ROUTAGE_ERR": Topic.RECIPIENT,
    "JUSTIF_ABS": Topic.DOCUMENT,
    "DOUBLE_FACT": Topic.DUPLICATE,
    "DOUBLON": Topic.DUPLICATE,
    "MARCHE_TERM": Topic.MARKET,
    "CONTRAT_TERM": Topic.MARKET,
    "REF_CT_ABSENT": Topic.MARKET,
    "MONTANT_ERR": Topic.AMOUNT,
    "MONTANTTOTAL_ERR": Topic.AMOUNT,
    "CALCUL_ERR": Topic.AMOUNT,
    "PU_ERR": Topic.AMOUNT,
    "REM_ERR": Topic.AMOUNT,
    "QTE_ERR": Topic.AMOUNT,
    "TX_TVA_ERR": Topic.VAT,
    "COORD_BANC_ERR": Topic.BANK,
    "AUT_MOTIF_ERR_VALIDEUR": Topic.VALIDATOR,
    "ERR_VALIDEUR": Topic.VALIDATOR,
}


def topics_of(reason: str | None, comment: str | None) -> tuple[Topic, ...]:
    """From the reason alone when it says enough: a comment often names other things besides."""
    return _topics(reason) or _topics(comment)


def _topics(text: str | None) -> tuple[Topic, ...]:
    if not text:
        return ()
    code = _CODES.get(text.strip().upper())
    if code is not None:
        return (code,)
    said = set(words(text))
    return tuple(topic for topic in Topic if said & _WORDS[topic])
