"""What waits for somebody in the demonstration: accords to give, requests to decide. All is ours.

The accord of a titulaire or mandataire is taken as given after fifteen days of silence, so these
invoices are of the day they are loaded, and not of 2017 as the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from api.demo.data.invoices import PARIS, DemoInvoice, DemoStep
from api.demo.data.structures import BRICOVILLARD, CD31_TECHNICAL_PARK, DELICES, VALMONT
from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus
from api.domain.rights import Space

SUBCONTRACTED, CO_CONTRACTED = "ST-0042", "CT-0043"
_SENDER = "Jeanne Valmont"


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """A user whom nobody may impersonate, and what he asks of the managers of `siret`.

    `space` is None for a rattachement; who asks for a space is a simple user of the structure.
    """

    login: str
    name: str
    siret: str
    space: Space | None = None


DEMO_REQUESTS: Sequence[DemoRequest] = (
    DemoRequest("camille.robert", "Camille Robert", DELICES),
    DemoRequest("ines.moreau", "Inès Moreau", DELICES, Space.FLOWS),
)


def demo_accords(at: datetime) -> Sequence[DemoInvoice]:
    """Drafts of that minute, ready to be sent to their validator."""
    return (
        _draft(SUBCONTRACTED, BillingFramework.A9, 1_860_00, "17M031", at),
        _draft(CO_CONTRACTED, BillingFramework.A12, 2_412_00, "17M032", at),
    )


def _draft(
    number: str, framework: BillingFramework, amount_cents: int, market: str, at: datetime
) -> DemoInvoice:
    local = at.astimezone(PARIS)
    return DemoInvoice(
        number,
        VALMONT,
        CD31_TECHNICAL_PARK,
        amount_cents,
        local.date(),
        (DemoStep(InvoiceStatus.DRAFT, f"{local:%Y-%m-%d %H:%M}", _SENDER),),
        service_code="PT-ATL",
        engagement=f"CP{local.year}/P104790/1",
        market=market,
        framework=framework,
        validator=BRICOVILLARD,
    )
