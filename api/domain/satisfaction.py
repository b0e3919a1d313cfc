"""How a user judges his exchange with an agent: three answers, kept as grades from 1 to 5."""

from enum import IntEnum


class Satisfaction(IntEnum):
    """Ours: the middle and both ends of the scale that supervisors read as a mean."""

    YES = 5
    PARTLY = 3
    NO = 1

    @property
    def label(self) -> str:
        return {Satisfaction.YES: "Oui", Satisfaction.PARTLY: "En partie"}.get(self, "Non")
