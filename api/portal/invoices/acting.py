"""In whose name an invoice is acted on, and what is shown to him afterwards."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.invoice_side import Side
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.portal.invoices.action_repository import ActionRepository
from api.portal.invoices.lifecycle_repository import LifecycleRepository
from api.portal.invoices.schemas import InvoiceRead
from api.portal.invoices.sides import party_on
from api.portal.invoices.views import detail_of


async def actor_name(session: AsyncSession, invoice: Invoice, side: Side, reader: Reader) -> str:
    """For the history: a person of the supplier, the structure of any other side."""
    repository = LifecycleRepository(session)
    structure_id = party_on(side, invoice)
    if side is Side.SUPPLIER or structure_id is None:
        return await repository.user_name(reader.user_id)
    return await repository.structure_name(structure_id)


async def shown(session: AsyncSession, invoice: Invoice, reader: Reader) -> InvoiceRead:
    return detail_of(await ActionRepository(session).reload(invoice), reader)
