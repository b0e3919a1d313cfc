"""What the portal finds in an invoice before it is sent (`/invoice-checks`)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from actions.portal_models import Labelled, Resource


class CheckedFile(Resource):
    name: str
    size: int = 0
    format: Labelled | None = None


class CheckedParty(Resource):
    siret: str | None = None
    name: str | None = None


class CheckedAmounts(Resource):
    incl_tax: Decimal | None = None
    currency: str | None = None


class CheckedInvoice(Resource):
    """`reading`: `data` when an XML says it, `text` when it was found in the words of a PDF."""

    reading: Literal["data", "text"] = "data"
    number: str | None = None
    issued_on: date | None = None
    recipient: CheckedParty = CheckedParty()
    service_code: str | None = None
    engagement: str | None = None
    amounts: CheckedAmounts = CheckedAmounts()


class CheckFinding(Resource):
    """`entry` is the id of the knowledge entry that explains it."""

    code: str
    severity: Literal["refused", "doubtful", "info"]
    message: str
    how_to_fix: str
    entry: str


class CheckCounts(Resource):
    refused: int = 0
    doubtful: int = 0
    info: int = 0
    passed: int = 0


class InvoiceCheck(Resource):
    """The report card: findings come the gravest first."""

    file: CheckedFile
    invoice: CheckedInvoice | None = None
    findings: tuple[CheckFinding, ...] = ()
    counts: CheckCounts = CheckCounts()
    verdict: Labelled
    as_of: datetime
