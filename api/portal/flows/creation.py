"""The invoice that a line of a flow becomes, once nothing prevents it."""

import asyncio
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.invoice_number import MAX_NUMBER
from api.domain.invoice_status import InvoiceStatus
from api.domain.plain_text import storable
from api.models.invoice import Invoice
from api.models.invoice_attachment import InvoiceAttachment
from api.models.structure import Structure
from api.portal.flows.amounts import totals_of
from api.portal.flows.checks import Candidate
from api.portal.flows.frames import Piece
from api.portal.flows.storage import Deposit
from api.portal.invoices import attachment_store
from api.portal.invoices.lifecycle import send


@dataclass(frozen=True, slots=True)
class Depositing:
    """Who deposits, the name that the history shows, and where his file lies."""

    user_id: int
    name: str
    deposit: Deposit


async def create_invoice(session: AsyncSession, candidate: Candidate, who: Depositing) -> Invoice:
    """Write the invoice, its files and its first steps. `candidate` must have no error."""
    supplier, recipient = candidate.supplier, candidate.recipient
    assert supplier is not None
    assert recipient is not None
    invoice = _invoice(candidate, supplier, recipient)
    session.add(invoice)
    await session.flush()
    for piece in candidate.pieces:
        with (who.deposit.pieces / piece.sha256).open("rb") as file:
            await asyncio.to_thread(attachment_store.keep, file)
        session.add(_attachment(piece, invoice.id))
    await send(session, invoice, actor=who.name, user_id=who.user_id)
    return invoice


def _invoice(candidate: Candidate, supplier: Structure, recipient: Structure) -> Invoice:
    read, totals = candidate.read, totals_of(candidate.read)
    framework, service = candidate.framework, candidate.service
    assert read.issued_on is not None
    assert framework is not None
    origin = storable(read.origin_number or "")
    return Invoice(
        number=candidate.number,
        issued_on=read.issued_on,
        supplier=supplier,
        recipient=recipient,
        framework=framework,
        service_code=service.code if service else None,
        engagement=storable(read.engagement or "") or None,
        market=storable(read.market or "") or None,
        amount_cents=totals.incl_tax,
        excl_tax_cents=totals.excl_tax,
        tax_cents=totals.tax,
        due_cents=totals.due,
        vat=totals.vat or None,
        currency=read.currency,
        payment_means=read.payment_means,
        document_type=read.kind,
        origin_number=origin if 0 < len(origin) <= MAX_NUMBER else None,
        validator_id=candidate.validator_id,
        status=InvoiceStatus.DRAFT,
        status_since=now(),
        steps=[],
    )


def _attachment(piece: Piece, invoice_id: int) -> InvoiceAttachment:
    return InvoiceAttachment(
        invoice_id=invoice_id,
        kind=piece.kind,
        name=piece.name,
        media_type=piece.media_type,
        size=piece.size,
        sha256=piece.sha256,
        at=now(),
    )
