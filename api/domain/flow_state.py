"""States of a flow (« flux »), as the portal names them, and what they mean."""

from enum import StrEnum
from typing import Self


class FlowState(StrEnum):
    """Values are portal codes: never rename one. `meaning` is a complete French sentence.

    The last one was only seen while pending; its label is spelled out from its code.
    """

    RECEIVED = (
        "IN_RECU",
        "Reçu",
        "Le flux est reçu ; il n’est pas encore traité, et rien ne dit qu’il parviendra au "
        "destinataire.",
    )
    EXCHANGED = (
        "IN_TRAITE_SE_CPP",
        "Traité",
        "Le flux est arrivé dans le système d’échange de Chorus Pro.",
    )
    WAITING = (
        "IN_EN_ATTENTE_TRAITEMENT_CPP",
        "En attente de traitement",
        "Le flux est dans la file d’attente.",
    )
    PROCESSING = (
        "IN_EN_COURS_TRAITEMENT_CPP",
        "En cours de traitement",
        "Les factures du flux sont en cours d’intégration.",
    )
    INCIDENT = (
        "IN_INCIDENTE",
        "Incidenté",
        "Le flux n’a pas pu être traité : il faut le refaire en entier.",
    )
    REJECTED = (
        "IN_REJETE",
        "Rejeté",
        "Le flux a été traité, puis rejeté pour des anomalies : rien n’a été intégré.",
    )
    BLOCKED = (
        "IN_EN_ATTENTE_RETRAITEMENT_CPP",
        "En attente de retraitement",
        "Le flux est bloqué ; il sera relancé à la main.",
    )
    INTEGRATED = ("IN_INTEGRE", "Intégré", "Tout le contenu du flux est intégré.")
    PARTLY_INTEGRATED = (
        "IN_INTEGRE_PARTIEL",
        "Intégré partiellement",
        "Seules les factures correctes sont intégrées ; les autres sont à corriger et à redéposer.",
    )
    INADMISSIBLE = ("QP_IRRECEVABLE", "Irrecevable", "Le flux n’est pas recevable.")
    ADMISSIBLE = ("QP_RECEVABLE", "Recevable", "Le flux est recevable.")
    ADMISSIBLE_WITH_ERROR = (
        "QP_RECEVABLE_AVEC_ERREUR",
        "Recevable avec erreur",
        "Le flux est recevable, avec des erreurs.",
    )
    PORTAL_DEPOSIT_WAITING = (
        "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP",
        "Dépôt portail en attente de traitement",
        "Le dépôt fait sur le portail attend son traitement.",
    )

    label: str
    meaning: str

    def __new__(cls, code: str, label: str, meaning: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.meaning = meaning
        return member

    @property
    def is_final(self) -> bool:
        return self in FINAL_STATES


FINAL_STATES = frozenset(
    {
        FlowState.INTEGRATED,
        FlowState.PARTLY_INTEGRATED,
        FlowState.REJECTED,
        FlowState.INCIDENT,
    }
)

# States that Chorale gives to a flow not yet settled: it will go on by itself.
ONGOING_STATES = frozenset(
    {FlowState.RECEIVED, FlowState.EXCHANGED, FlowState.WAITING, FlowState.PROCESSING}
)


def settled_state(*, done: int, refused: int) -> FlowState:
    """The final state of a flow that was read: `done` and `refused` count its lines."""
    if not refused:
        return FlowState.INTEGRATED if done else FlowState.REJECTED
    return FlowState.PARTLY_INTEGRATED if done else FlowState.REJECTED
