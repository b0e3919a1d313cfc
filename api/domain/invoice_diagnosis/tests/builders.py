"""Facts with sensible values; a test names only what it is about."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_diagnosis.diagnosis import Moment
from api.domain.invoice_diagnosis.facts import InvoiceFacts, KnownService, PastStep, Recipient
from api.domain.invoice_status import InvoiceStatus
from api.domain.recipient_type import RecipientType

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 4, 17)
NOW = Moment(datetime(2026, 4, 17, 8, 0, tzinfo=UTC), PARIS)
DEPOSITED = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

OPEN = KnownService("DR", "Direction des routes")
OTHER = KnownService("DSI", "Direction des systèmes d’information")
CLOSED = KnownService("DAM", "Direction des achats", active=False)
ENDED = KnownService("DV", "Direction de la voirie", valid_until=date(2026, 3, 31))
COMING = KnownService("DN", "Direction du numérique", valid_from=date(2026, 9, 1))
STRICT = KnownService("DC", "Direction des collèges", engagement_required=True)
SERVICES = (OPEN, OTHER, CLOSED, ENDED, COMING, STRICT)


def recipient(**changes: Any) -> Recipient:
    values: dict[str, Any] = {
        "siret": "21310555400015",
        "name": "Commune de Toulouse",
        "recipient_type": RecipientType.LOCAL_BODY,
        "services": SERVICES,
    }
    return Recipient(**{**values, **changes})


def invoice(**changes: Any) -> InvoiceFacts:
    """Available since its deposit on 1 March 2026, for 507,00 €."""
    values: dict[str, Any] = {
        "number": "F1",
        "framework": BillingFramework.A1,
        "supplier_name": "Les Délices de Savoie",
        "recipient": recipient(),
        "amount_cents": 507_00,
        "currency": "EUR",
        "status": InvoiceStatus.AVAILABLE,
        "status_since": DEPOSITED,
        "deposited_at": DEPOSITED,
        "service_code": "DR",
    }
    return InvoiceFacts(**{**values, **changes})


def returned(reason: str | None = None, **changes: Any) -> InvoiceFacts:
    return invoice(status=InvoiceStatus.TO_RECYCLE, reason=reason, **changes)


def step(status: InvoiceStatus, day: int = 1) -> PastStep:
    return PastStep(status, datetime(2026, 3, day, 9, 0, tzinfo=UTC))
