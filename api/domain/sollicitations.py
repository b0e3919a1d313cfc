"""Sollicitations: who receives them, the states they go through, and their limits."""

from enum import StrEnum

from api.domain.labelled import LabelledEnum

MIN_DESCRIPTION = 10
MAX_DESCRIPTION = 4000
MAX_TITLE = 120  # our choice: a line of a list


class Receiver(StrEnum):
    """Who treats a sollicitation, decided by its category and sub-category."""

    SUPPORT = "support"
    PUBLIC_CLIENT = "public_client"


class SollicitationStatus(LabelledEnum):
    """Only « Brouillon » is attested by a public source; the other names are placeholders."""

    DRAFT = "BROUILLON", "Brouillon"
    SUBMITTED = "SOUMISE", "Soumise"
    ASSIGNED = "AFFECTEE", "Affectée"
    IN_PROGRESS = "EN_COURS", "En cours"
    MORE_REQUESTED = "DEMANDE_COMPLEMENT", "Complément demandé"
    SENT_BACK = "RENVOYEE", "Renvoyée"
    ANSWERED = "REPONDUE", "Répondue"
    FORWARDED = "TRANSFEREE_SUPPORT", "Transférée au support"
    CLOSED = "CLOTUREE", "Clôturée"


class Tab(LabelledEnum):
    """The tabs of the author's list (FACTS §6), in their order."""

    ACTION_REQUIRED = "actions_requises", "Actions requises"
    OPEN = "en_cours", "En cours"
    CLOSED = "cloturees", "Clôturées"
    DRAFTS = "brouillons", "Brouillons"


_TABS = {
    SollicitationStatus.MORE_REQUESTED: Tab.ACTION_REQUIRED,
    SollicitationStatus.ANSWERED: Tab.ACTION_REQUIRED,
    SollicitationStatus.CLOSED: Tab.CLOSED,
    SollicitationStatus.DRAFT: Tab.DRAFTS,
}


def tab_of(status: SollicitationStatus) -> Tab:
    """What waits for its author is an action required; the rest follows its course."""
    return _TABS.get(status, Tab.OPEN)


def reference_of(year: int, number: int) -> str:
    """`SOL-2026-000123`: the reference that users quote."""
    return f"SOL-{year}-{number:06d}"
