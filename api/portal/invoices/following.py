"""What a caller may do with an invoice now, and what was done with it."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.invoice_actions import OfferedAction, is_possible
from api.domain.reader import Reader
from api.portal.invoices.action_repository import ActionRepository
from api.portal.invoices.action_schemas import (
    AttachmentRead,
    HistoryActionRead,
    HistoryRead,
    HistoryStepRead,
    OfferPage,
)
from api.portal.invoices.named import InvoiceName, look
from api.portal.invoices.offers import offer_of
from api.portal.invoices.sides import sides_of
from api.portal.invoices.situation import situation_of
from api.portal.schemas import Coded, StructureRef


async def list_offers(session: AsyncSession, name: InvoiceName, *, reader: Reader) -> OfferPage:
    """In the order of `OfferedAction`; empty when it is somebody else's turn."""
    invoice = await look(session, name, reader)
    situation, sides = situation_of(invoice), sides_of(invoice, reader)
    possible = [action for action in OfferedAction if is_possible(action, situation, sides)]
    return OfferPage(
        number=invoice.number,
        supplier=StructureRef.model_validate(invoice.supplier),
        year=invoice.year,
        status=Coded.of(invoice.status, invoice.status),
        answer_by=invoice.answer_by,
        items=[offer_of(action, situation, sides) for action in possible],
        as_of=now(),
    )


async def read_history(session: AsyncSession, name: InvoiceName, *, reader: Reader) -> HistoryRead:
    invoice = await look(session, name, reader)
    repository = ActionRepository(session)
    return HistoryRead(
        number=invoice.number,
        supplier=StructureRef.model_validate(invoice.supplier),
        year=invoice.year,
        steps=[
            HistoryStepRead(
                code=step.status,
                label=step.status.label,
                at=step.at,
                actor=step.actor,
                reason=step.reason,
                comment=step.comment,
            )
            for step in invoice.steps
        ],
        actions=[
            HistoryActionRead(
                code=done.code,
                label=done.code.label,
                at=done.at,
                actor=done.actor,
                comment=done.comment,
            )
            for done in await repository.list_actions(invoice)
        ],
        attachments=[
            AttachmentRead(
                name=file.name,
                kind=Coded.of(file.kind, file.kind),
                media_type=file.media_type,
                size=file.size,
                at=file.at,
            )
            for file in await repository.list_attachments(invoice)
        ],
        as_of=now(),
    )
