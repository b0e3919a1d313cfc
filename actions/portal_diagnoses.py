"""What the portal finds in a user's own case (`/diagnoses`, `/invoices/{number}/diagnosis`)."""

from datetime import date, datetime
from typing import Literal

from actions.portal_models import Invoice, Labelled, Party, Resource


class Proposal(Resource):
    value: str
    label: str = ""


class Finding(Resource):
    """`field` is what may be corrected: service_code, engagement or recipient_siret."""

    code: str
    severity: Literal["error", "warning", "info"] = "info"
    message: str
    field: str | None = None
    value: str | None = None
    proposals: tuple[Proposal, ...] = ()

    @property
    def is_to_correct(self) -> bool:
        """Wrong, or doubted by the recipient who sent the invoice back."""
        return self.field is not None and self.severity != "info"


class RecipientSays(Resource):
    """`label` is that of the state it gave the invoice."""

    reason: str | None = None
    comment: str | None = None
    label: str | None = None


class Advice(Labelled):
    """What can be done about an invoice; `label` is French."""


class Payment(Resource):
    """Where the legal delay stands; the explanation tells what lateness costs."""

    legal_days: int | None = None
    legal_basis: str | None = None
    started_on: date | None = None
    start_label: str | None = None
    days_elapsed: int | None = None
    due_on: date | None = None
    overdue_days: int | None = None


class Ask(Resource):
    name: str
    how: str | None = None


class InvoiceDiagnosis(Resource):
    invoice: Invoice
    kind: str
    explanation: str = ""
    recipient_says: RecipientSays | None = None
    findings: tuple[Finding, ...] = ()
    action: Advice
    payment: Payment | None = None
    next_step: str | None = None
    ask: Ask | None = None
    as_of: datetime


class SpaceCheck(Labelled):
    """`ok` None: it does not matter yet, an earlier step being missing."""

    ok: bool | None = None


class Person(Resource):
    name: str
    role: Labelled | str | None = None


class AccessRequest(Resource):
    """What would be asked for: to be attached, or a space."""

    kind: Literal["rattachement", "space"]
    label: str


class SpaceDiagnosis(Resource):
    """`missing`: the code of the first check that fails."""

    space: Labelled
    structure: Party | None = None
    checks: tuple[SpaceCheck, ...] = ()
    missing: str | None = None
    explanation: str = ""
    who: Person | None = None
    you_can_do_it: bool = False
    request: AccessRequest | None = None
    pending_since: datetime | None = None
    as_of: datetime


class Managers(Resource):
    """Who administers a structure, the principal manager first."""

    structure: Party
    items: tuple[Person, ...] = ()
    as_of: datetime


class FiledRequest(Resource):
    """What became of a request for a right: granted at once, or pending; `warning` is French."""

    state: Labelled
    structure: Party | None = None
    space: Labelled | None = None
    warning: str | None = None
    as_of: datetime

    @property
    def is_granted(self) -> bool:
        return self.state.code == "ACCEPTEE"
