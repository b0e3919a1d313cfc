"""Why an answer did not help, in one tap."""

from enum import StrEnum
from typing import Self


class VoteReason(StrEnum):
    """Values are stored: add some, never rename one. Labels are what the user taps."""

    OTHER_QUESTION = "other_question", "Ce n’était pas ma question"
    INCOMPLETE = "incomplete", "Réponse incomplète"
    WRONG = "wrong", "Réponse inexacte ou périmée"
    WANTS_AGENT = "wants_agent", "Je préfère un agent"

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
