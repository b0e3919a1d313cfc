"""The three things that route an invoice, corrected against the recipient's parameters."""

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.plain_text import compact, storable
from api.models.invoice import Invoice
from api.portal.invoices.action_repository import ActionRepository
from api.portal.invoices.routing_check import checked_service


class Routing(Protocol):
    """A blank service or engagement removes it, None keeps what is there."""

    recipient_siret: str | None
    service_code: str | None
    engagement: str | None


async def readdress(session: AsyncSession, invoice: Invoice, wanted: Routing) -> None:
    """Raises RoutingError: the recipient would refuse it."""
    siret = compact(wanted.recipient_siret or "") or invoice.recipient.siret
    recipient = await ActionRepository(session).find_recipient(siret)
    service = kept_or_new(wanted.service_code, invoice.service_code)
    engagement = kept_or_new(wanted.engagement, invoice.engagement)
    invoice.service_code = checked_service(recipient, service, engagement)
    invoice.engagement = engagement
    assert recipient is not None  # checked_service refuses it
    invoice.recipient_id, invoice.recipient = recipient.id, recipient


def kept_or_new(wanted: str | None, present: str | None) -> str | None:
    """None keeps what is there; a blank text removes it."""
    return present if wanted is None else storable(wanted) or None
