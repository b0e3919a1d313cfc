"""One thing that is wrong, or doubtful, on an invoice, and what may stand there instead."""

from dataclasses import dataclass
from enum import StrEnum

# The same value, bar its writing, or the one that the engagement names.
SURE = 100


class Severity(StrEnum):
    """`error`: the recipient's parameters refuse it; `warning`: doubtful; `info`: to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Field(StrEnum):
    """The fields that may be corrected by recycling."""

    SERVICE_CODE = "service_code"
    ENGAGEMENT = "engagement"
    RECIPIENT_SIRET = "recipient_siret"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`score` is a likeness from 0 (merely possible) to `SURE`."""

    value: str
    label: str
    score: int


@dataclass(frozen=True, slots=True)
class Finding:
    """`message` is a French sentence that suits both sides; `value` is what was typed."""

    code: str
    severity: Severity
    message: str
    field: Field | None = None
    value: str | None = None
    proposals: tuple[Proposal, ...] = ()
