"""Where an owed answer stands."""

from enum import StrEnum


class TurnStatus(StrEnum):
    """`GAVE_UP` and `CANCELLED` have had their `turn_end` as well: nothing may follow."""

    DUE = "due"
    DONE = "done"
    GAVE_UP = "gave_up"
    CANCELLED = "cancelled"
