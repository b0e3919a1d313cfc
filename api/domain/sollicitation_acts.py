"""What may be done with a sollicitation, by whom, and the state that it leads to."""

from collections.abc import Mapping
from enum import StrEnum

from api.domain.labelled import LabelledEnum
from api.domain.sollicitations import SollicitationStatus as Status


class Party(StrEnum):
    """Which side acts: who filed, or who treats (the support, or the public client)."""

    AUTHOR = "author"
    RECEIVER = "receiver"


class Act(LabelledEnum):
    """One step of the history; its label is what the history shows."""

    SUBMIT = "submit", "Déposée"
    ASSIGN = "assign", "Prise en charge"
    ANSWER = "answer", "Réponse"
    ASK = "ask", "Complément demandé"
    ADD = "add", "Complément apporté"
    SEND_BACK = "send_back", "Réponse jugée insatisfaisante"
    FORWARD = "forward", "Transférée au support"
    CLOSE = "close", "Clôturée"

    @property
    def needs_text(self) -> bool:
        return self in {Act.ANSWER, Act.ASK, Act.ADD, Act.SEND_BACK}

    @property
    def offered_as(self) -> str:
        """What the button says."""
        return _OFFERED[self]

    @property
    def needs_assignee(self) -> bool:
        """A receiver assigns it to himself first (FACTS §6, U6)."""
        return self in {Act.ANSWER, Act.ASK, Act.FORWARD, Act.CLOSE}


# No source tells the transitions: these are ours, around the acts that the sources name.
_TREATED = {
    Act.ANSWER: Status.ANSWERED,
    Act.ASK: Status.MORE_REQUESTED,
    Act.FORWARD: Status.FORWARDED,
    Act.CLOSE: Status.CLOSED,
}
_RECEIVER: Mapping[Status, Mapping[Act, Status]] = {
    Status.SUBMITTED: {Act.ASSIGN: Status.ASSIGNED},
    Status.FORWARDED: {Act.ASSIGN: Status.ASSIGNED},
    # Once in charge, to assign is to take over from another: whose turn it is does not change.
    Status.ASSIGNED: {Act.ASSIGN: Status.ASSIGNED} | _TREATED,
    Status.IN_PROGRESS: {Act.ASSIGN: Status.IN_PROGRESS} | _TREATED,
    Status.SENT_BACK: {Act.ASSIGN: Status.SENT_BACK} | _TREATED,
    Status.MORE_REQUESTED: {Act.ASSIGN: Status.MORE_REQUESTED} | _TREATED,
    Status.ANSWERED: {Act.ASSIGN: Status.ANSWERED, Act.CLOSE: Status.CLOSED},
}
_AUTHOR: Mapping[Status, Mapping[Act, Status]] = {
    Status.DRAFT: {Act.SUBMIT: Status.SUBMITTED},
    Status.SUBMITTED: {Act.ADD: Status.SUBMITTED, Act.CLOSE: Status.CLOSED},
    Status.FORWARDED: {Act.ADD: Status.FORWARDED, Act.CLOSE: Status.CLOSED},
    Status.ASSIGNED: {Act.ADD: Status.ASSIGNED, Act.CLOSE: Status.CLOSED},
    Status.IN_PROGRESS: {Act.ADD: Status.IN_PROGRESS, Act.CLOSE: Status.CLOSED},
    Status.SENT_BACK: {Act.ADD: Status.SENT_BACK, Act.CLOSE: Status.CLOSED},
    Status.MORE_REQUESTED: {Act.ADD: Status.IN_PROGRESS, Act.CLOSE: Status.CLOSED},
    Status.ANSWERED: {
        Act.ADD: Status.IN_PROGRESS,
        Act.SEND_BACK: Status.SENT_BACK,
        Act.CLOSE: Status.CLOSED,
    },
}
_OFFERED = {
    Act.SUBMIT: "Envoyer",
    Act.ASSIGN: "Prendre en charge",
    Act.ANSWER: "Répondre",
    Act.ASK: "Demander un complément",
    Act.ADD: "Ajouter une information",
    Act.SEND_BACK: "Renvoyer au destinataire",
    Act.FORWARD: "Transférer au support",
    Act.CLOSE: "Clôturer",
}
_STEPS = {Party.AUTHOR: _AUTHOR, Party.RECEIVER: _RECEIVER}


def acts_for(party: Party, status: Status) -> Mapping[Act, Status]:
    """The acts that this side may do in that state, each with the state that follows."""
    return _STEPS[party].get(status, {})
