"""A supplier completes a suspended invoice: files, a comment, or both."""

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.core.db import Database
from api.core.tokens import Caller
from api.domain.attachment_kind import AttachmentKind
from api.domain.attachment_type import MEDIA_TYPES, extension_of
from api.domain.invoice_actions import OfferedAction, is_possible
from api.domain.invoice_status import InvoiceStatus
from api.domain.invoice_transitions import Side
from api.domain.plain_text import storable
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.models.invoice_attachment import InvoiceAttachment
from api.portal.access import get_reader, get_writing_reader
from api.portal.errors import InvoiceNotFoundError
from api.portal.idempotency import once, was_done
from api.portal.invoices.action_repository import ActionRepository
from api.portal.invoices.action_schemas import CompleteRequest, SentFile
from api.portal.invoices.attachment_upload import MAX_TOTAL, received_completion, total_too_large
from api.portal.invoices.errors import IllegalTransitionError, NothingToSendError
from api.portal.invoices.joined_files import with_joined_files
from api.portal.invoices.lifecycle import change_status
from api.portal.invoices.lifecycle_repository import LifecycleRepository
from api.portal.invoices.named import InvoiceName, hold, look
from api.portal.invoices.schemas import InvoiceRead
from api.portal.invoices.sides import sides_of
from api.portal.invoices.situation import situation_of
from api.portal.invoices.views import detail_of


async def complete(
    request: Request, name: InvoiceName, caller: Caller, key: str | None
) -> InvoiceRead:
    """Receive the form, then write once: no transaction is open while the files come in."""
    database: Database = request.app.state.database
    done = await _was_done(database, name, caller, key)
    asked = await received_completion(request)
    # A retry is answered although the files that it names may be gone with their conversation.
    wanted = asked if done else await with_joined_files(asked, database.new_read_session, caller)
    async with database.new_session.begin() as session:
        reader = await get_writing_reader(session, caller)
        return await once(
            session,
            reader=reader,
            key=key,
            operation=f"complete {name.said}",
            body=asked,
            answer=InvoiceRead,
            perform=lambda: _complete(session, name, wanted, reader),
        )


async def _was_done(database: Database, name: InvoiceName, caller: Caller, key: str | None) -> bool:
    """Whether this is a retry. Nobody else fills our disk with files that are sure to be refused.

    Raises:
        InvoiceNotFoundError, IllegalTransitionError: such files, of which nothing was read yet.
    """
    async with database.new_read_session() as session:
        reader = await get_reader(session, caller)
        if await was_done(session, reader=reader, key=key):
            return True
        invoice = await look(session, name, reader)
        sides = sides_of(invoice, reader)
        if Side.SUPPLIER not in sides:
            raise InvoiceNotFoundError(name.number)
        if not is_possible(OfferedAction.COMPLETE, situation_of(invoice), sides):
            raise IllegalTransitionError(invoice.status, InvoiceStatus.COMPLETED)
        return False


async def _complete(
    session: AsyncSession, name: InvoiceName, wanted: CompleteRequest, reader: Reader
) -> InvoiceRead:
    """Raises NothingToSendError, AttachmentTooLargeError, and what `hold` raises."""
    if not wanted.attachments and not storable(wanted.comment or ""):
        raise NothingToSendError
    invoice = await hold(session, name, reader, OfferedAction.COMPLETE)
    repository = ActionRepository(session)
    added = sum(file.size for file in wanted.attachments)
    if await repository.total_size(invoice) + added > MAX_TOTAL:
        raise total_too_large()
    for file in wanted.attachments:
        await repository.add(_attachment(invoice, file))
    await change_status(
        session,
        invoice,
        InvoiceStatus.COMPLETED,
        actor=await LifecycleRepository(session).user_name(reader.user_id),
        comment=wanted.comment,
        user_id=reader.user_id,
        by=Side.SUPPLIER,
    )
    return detail_of(await repository.reload(invoice), reader)


def _attachment(invoice: Invoice, file: SentFile) -> InvoiceAttachment:
    return InvoiceAttachment(
        invoice_id=invoice.id,
        kind=AttachmentKind.COMPLEMENT,
        name=file.name,
        media_type=MEDIA_TYPES[extension_of(file.name) or ""],
        size=file.size,
        sha256=file.sha256,
        at=now(),
    )
