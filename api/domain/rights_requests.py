"""Requests that users file for a right, until somebody who may has decided."""

from api.domain.labelled import LabelledEnum

MAX_REASON = 255
# A figure of ours: each request tells its author that a structure exists, and its name.
MAX_PENDING = 20


class RequestKind(LabelledEnum):
    """Codes are ours."""

    RATTACHEMENT = "RATTACHEMENT", "Rattachement à une structure"
    SPACE = "ESPACE", "Accès à un espace"


class RequestState(LabelledEnum):
    """Codes are ours. Only what is pending may still change, and then for good."""

    PENDING = "EN_ATTENTE", "En attente d’une décision"
    APPROVED = "ACCEPTEE", "Acceptée"
    REFUSED = "REFUSEE", "Refusée"
    CANCELLED = "ANNULEE", "Annulée"
