"""What a file says of the state of an invoice or of a flow. Everything is optional."""

from dataclasses import dataclass
from datetime import date, datetime

from api.domain.invoice_document import NO_PARTY, Party


@dataclass(frozen=True, slots=True)
class FlowErrorLine:
    """One anomaly of a flow, as the status file reports it."""

    nature: str | None = None
    code: str | None = None
    label: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """A status of an invoice (`code` 01 to 41) or of a flow (90 to 96), never of both.

    A flow's status has `flow_id` and perhaps `errors`, and no invoice; `producer` is the code of
    the partner who states it.
    """

    code: str | None = None
    complement: str | None = None
    comment: str | None = None
    at: datetime | None = None
    invoice_number: str | None = None
    invoice_date: date | None = None
    mandate_number: str | None = None
    flow_id: str | None = None
    supplier: Party = NO_PARTY
    recipient: Party = NO_PARTY
    producer: str | None = None
    errors: tuple[FlowErrorLine, ...] = ()
