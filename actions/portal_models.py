"""What the portal answers, as far as the assistant reads it; the rest is kept for the cards."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from actions.invoice_reference import refer_to


class Resource(BaseModel):
    """A resource of `/portal/v1`: unknown keys are kept, so that `data()` gives it back whole."""

    model_config = ConfigDict(extra="allow", frozen=True)

    def data(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class Labelled(Resource):
    code: str
    label: str


class Party(Resource):
    siret: str
    name: str


class Amount(Resource):
    incl_tax: Decimal
    currency: str = "EUR"


class InvoiceStatus(Labelled):
    meaning: str | None = None
    next_step: str | None = None
    since: datetime | None = None
    reason: str | None = None
    comment: str | None = None
    returned_to_supplier: bool = False


class Invoice(Resource):
    """`match` says how it answers a search: the number itself, its end, or one like it."""

    number: str
    year: int | None = None
    framework: Labelled | None = None
    supplier: Party
    recipient: Party
    service_code: str | None = None
    engagement: str | None = None
    market: str | None = None
    amount: Amount
    status: InvoiceStatus
    deposited_at: datetime | None = None
    payment_status_returned: bool = True
    as_of: datetime | None = None
    match: Literal["exact", "suffix", "close"] | None = None

    @property
    def reference(self) -> str:
        """What slots and buttons hold: its number may be another's too."""
        return refer_to(self.number, self.supplier.siret, self.year)


class Requirements(Resource):
    service_code: bool = False
    engagement: bool = False
    either: bool = False


class Service(Resource):
    """`open`: active, and within its validity today."""

    code: str
    name: str
    active: bool = True
    engagement_required: bool = False
    open: bool | None = None

    @property
    def is_open(self) -> bool:
        return self.active if self.open is None else self.open


class Structure(Party):
    state: Labelled | None = None
    requires: Requirements = Requirements()
    requires_label: str = ""
    services: list[Service] = []
    as_of: datetime | None = None


class OwnStructure(Party):
    """A structure of the user's, `attachment` being the state of his rattachement."""

    attachment: Labelled

    @property
    def is_attached(self) -> bool:
        return self.attachment.code == "VALIDEE"


class User(Resource):
    login: str
    name: str
    structures: list[OwnStructure] = []


class Page[Item](BaseModel):
    """`total` may exceed the number of items."""

    items: list[Item]
    total: int = 0

    @property
    def count(self) -> int:
        return max(self.total, len(self.items))
