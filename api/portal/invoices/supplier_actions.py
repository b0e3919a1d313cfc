"""What a supplier does with an invoice that came back, but for its attachments."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.invoice_actions import OfferedAction, UserAction
from api.domain.invoice_status import InvoiceStatus
from api.domain.invoice_transitions import Side
from api.domain.plain_text import storable
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.models.invoice_action import InvoiceAction
from api.portal.invoices.action_repository import ActionRepository
from api.portal.invoices.action_schemas import CommentRequest, RecycleRequest
from api.portal.invoices.lifecycle import change_status, route, subject_of
from api.portal.invoices.lifecycle_repository import LifecycleRepository
from api.portal.invoices.named import InvoiceName, hold
from api.portal.invoices.readdressing import readdress
from api.portal.invoices.schemas import InvoiceRead
from api.portal.invoices.views import detail_of
from api.portal.journal import record


async def recycle(
    session: AsyncSession, name: InvoiceName, wanted: RecycleRequest, reader: Reader
) -> InvoiceRead:
    """Correct the recipient, the service or the engagement, and send again under the same number.

    Raises:
        RoutingError: the recipient would refuse it again.
        ChoraleError: as `hold`.
    """
    invoice = await hold(session, name, reader, OfferedAction.RECYCLE)
    await readdress(session, invoice, wanted)
    await change_status(
        session,
        invoice,
        InvoiceStatus.DEPOSITED,
        actor=await LifecycleRepository(session).user_name(reader.user_id),
        comment=wanted.comment,
        user_id=reader.user_id,
        by=Side.SUPPLIER,
    )
    await route(session, invoice)
    await _journal(session, invoice, reader, "invoice_recycled")
    return detail_of(await ActionRepository(session).reload(invoice), reader)


async def acknowledge(
    session: AsyncSession, name: InvoiceName, wanted: CommentRequest, reader: Reader
) -> InvoiceRead:
    """Say that the rejection or the suspension was read; nothing else changes."""
    invoice = await hold(session, name, reader, OfferedAction.ACKNOWLEDGE)
    invoice.acknowledged_at = now()
    rejected = invoice.status is InvoiceStatus.REJECTED
    done = UserAction.REJECTION_ACKNOWLEDGED if rejected else UserAction.SUSPENSION_ACKNOWLEDGED
    return await _mark(session, invoice, done, wanted, reader)


async def treat_rejection(
    session: AsyncSession, name: InvoiceName, wanted: CommentRequest, reader: Reader
) -> InvoiceRead:
    """Say that the rejection needs nothing more of the supplier."""
    invoice = await hold(session, name, reader, OfferedAction.TREAT_REJECTION)
    invoice.rejection_treated_at = now()
    return await _mark(session, invoice, UserAction.REJECTION_TREATED, wanted, reader)


async def _mark(
    session: AsyncSession,
    invoice: Invoice,
    done: UserAction,
    wanted: CommentRequest,
    reader: Reader,
) -> InvoiceRead:
    repository = ActionRepository(session)
    actor = await LifecycleRepository(session).user_name(reader.user_id)
    comment = storable(wanted.comment or "") or None
    await repository.add(
        InvoiceAction(invoice_id=invoice.id, code=done, at=now(), actor=actor, comment=comment)
    )
    await _journal(session, invoice, reader, done.value.lower())
    return detail_of(await repository.reload(invoice), reader)


async def _journal(session: AsyncSession, invoice: Invoice, reader: Reader, action: str) -> None:
    await record(
        session, user_id=reader.user_id, action=action, subject=subject_of(invoice), detail={}
    )
