"""Invoices of the demonstration, each with its PDF once it is sent."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.demo.data.invoices import DemoInvoice, DemoStep
from api.demo.invoice_pdf import invoice_pdf
from api.domain.attachment_kind import AttachmentKind
from api.domain.plain_text import compact
from api.models.invoice import Invoice, InvoiceStep
from api.models.invoice_attachment import InvoiceAttachment
from api.models.structure import Structure
from api.portal.invoices import attachment_store
from api.portal.invoices.lifecycle import send

_TRANSFER = "30"  # UNTDID 4461


async def load_invoices(
    session: AsyncSession, wanted: Iterable[DemoInvoice], sirets: Mapping[str, int]
) -> int:
    """How many were added; those that have a validator are sent to him."""
    missing = [item for item in wanted if not await _is_there(session, item, sirets)]
    for item in missing:
        invoice = _invoice(item, sirets)
        session.add(invoice)
        await session.flush()
        if item.deposited_at or item.validator:
            await _attach_pdf(session, invoice, item.steps[0].instant)
        if item.validator:
            await send(session, invoice, actor=item.steps[0].actor)
    return len(missing)


async def _is_there(session: AsyncSession, item: DemoInvoice, sirets: Mapping[str, int]) -> bool:
    """In whatever year: some are of the year in which they are loaded."""
    same = exists().where(
        Invoice.supplier_id == sirets[item.supplier], Invoice.number_key == compact(item.number)
    )
    return bool(await session.scalar(select(same)))


def _invoice(item: DemoInvoice, sirets: Mapping[str, int]) -> Invoice:
    last = item.steps[-1]
    excl_tax, tax = item.excl_tax_cents, item.tax_cents
    return Invoice(
        number=item.number,
        issued_on=item.issued_on,
        supplier_id=sirets[item.supplier],
        recipient_id=sirets[item.recipient],
        validator_id=sirets[item.validator] if item.validator else None,
        framework=item.framework,
        service_code=item.service_code,
        engagement=item.engagement,
        market=item.market,
        amount_cents=item.amount_cents,
        excl_tax_cents=excl_tax,
        tax_cents=tax,
        vat=[{"rate": str(item.vat_rate), "base_cents": excl_tax, "tax_cents": tax}],
        payment_means=_TRANSFER,
        status=last.status,
        status_since=last.instant,
        reason=item.reason,
        comment=last.comment if last.status.returned_to_supplier else None,
        deposited_at=item.deposited_at,
        steps=[_step(step, item.reason) for step in item.steps],
    )


def _step(step: DemoStep, reason: str | None) -> InvoiceStep:
    return InvoiceStep(
        status=step.status,
        at=step.instant,
        actor=step.actor,
        reason=reason if step.status.returned_to_supplier else None,
        comment=step.comment,
    )


async def _attach_pdf(session: AsyncSession, invoice: Invoice, at: datetime) -> None:
    supplier = await session.get_one(Structure, invoice.supplier_id)
    recipient = await session.get_one(Structure, invoice.recipient_id)
    content = invoice_pdf(invoice, supplier, recipient)
    file = InvoiceAttachment(
        invoice_id=invoice.id,
        kind=AttachmentKind.INVOICE,
        name=f"{invoice.number}.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=await asyncio.to_thread(attachment_store.keep, BytesIO(content)),
        at=at,
    )
    session.add(file)
    await session.flush()
