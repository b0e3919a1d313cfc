"""What a public client does with an invoice, and a titulaire or mandataire before it."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.invoice_actions import OfferedAction
from api.domain.invoice_status import InvoiceStatus
from api.domain.invoice_transitions import MANDATE_TARGETS, Side
from api.domain.plain_text import compact, storable
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.portal.errors import UnknownInvoiceStatusError
from api.portal.invoices.action_repository import ActionRepository
from api.portal.invoices.action_schemas import CommentRequest, RefuseRequest, StatusRequest
from api.portal.invoices.errors import MandateNumberError
from api.portal.invoices.lifecycle import change_status, route
from api.portal.invoices.lifecycle_repository import LifecycleRepository
from api.portal.invoices.named import InvoiceName, hold
from api.portal.invoices.schemas import InvoiceRead
from api.portal.invoices.views import detail_of


async def set_status(
    session: AsyncSession, name: InvoiceName, wanted: StatusRequest, reader: Reader
) -> InvoiceRead:
    """Bring the invoice to a status that a recipient may set.

    Raises:
        UnknownInvoiceStatusError, MandateNumberError: the request itself is wrong.
        ChoraleError: as `hold` and `change_status`.
    """
    target = _parsed(wanted.status)
    mandate_number = storable(wanted.mandate_number or "") or None
    if mandate_number and target not in MANDATE_TARGETS:
        raise MandateNumberError
    invoice = await hold(session, name, reader, OfferedAction.SET_STATUS)
    invoice.mandate_number = mandate_number or invoice.mandate_number
    await change_status(
        session,
        invoice,
        target,
        actor=invoice.recipient.name,
        reason=wanted.reason,
        comment=wanted.comment,
        user_id=reader.user_id,
        by=Side.RECIPIENT,
    )
    return await _shown(session, invoice, reader)


async def validate(
    session: AsyncSession, name: InvoiceName, wanted: CommentRequest, reader: Reader
) -> InvoiceRead:
    """Give the accord that the invoice waits for; it goes on to the next validator or deposit."""
    invoice = await hold(session, name, reader, OfferedAction.VALIDATE)
    first = invoice.status is InvoiceStatus.TO_VALIDATE_1
    target = InvoiceStatus.VALIDATED_1 if first else InvoiceStatus.VALIDATED_2
    await _answer(session, invoice, target, RefuseRequest(comment=wanted.comment), reader)
    await route(session, invoice)
    return await _shown(session, invoice, reader)


async def refuse(
    session: AsyncSession, name: InvoiceName, wanted: RefuseRequest, reader: Reader
) -> InvoiceRead:
    """Send the invoice back to its supplier before its recipient sees it; a reason is needed."""
    invoice = await hold(session, name, reader, OfferedAction.REFUSE)
    first = invoice.status is InvoiceStatus.TO_VALIDATE_1
    target = InvoiceStatus.REFUSED_1 if first else InvoiceStatus.REFUSED_2
    await _answer(session, invoice, target, wanted, reader)
    return await _shown(session, invoice, reader)


async def _answer(
    session: AsyncSession,
    invoice: Invoice,
    target: InvoiceStatus,
    said: RefuseRequest,
    reader: Reader,
) -> None:
    first = invoice.status is InvoiceStatus.TO_VALIDATE_1
    validator_id = invoice.validator_id if first else invoice.second_validator_id
    assert validator_id is not None  # `hold` found the reader on that side
    await change_status(
        session,
        invoice,
        target,
        actor=await LifecycleRepository(session).structure_name(validator_id),
        reason=said.reason,
        comment=said.comment,
        user_id=reader.user_id,
        by=Side.VALIDATOR if first else Side.SECOND_VALIDATOR,
    )


async def _shown(session: AsyncSession, invoice: Invoice, reader: Reader) -> InvoiceRead:
    return detail_of(await ActionRepository(session).reload(invoice), reader)


def _parsed(code: str) -> InvoiceStatus:
    try:
        return InvoiceStatus(compact(code))
    except ValueError as error:
        raise UnknownInvoiceStatusError(code) from error
