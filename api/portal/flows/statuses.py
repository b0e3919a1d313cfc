"""Statuses that a recipient's own software sends back (`CPPStatut`), applied with his rights."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.identifiers import IdentifierType
from api.domain.integration_errors import IntegrationError
from api.domain.invoice_status import NOT_YET_RECEIVED, InvoiceStatus, status_of_edi
from api.domain.invoice_transitions import MANDATE_TARGETS, MAX_REASON, REASON_REQUIRED, Side
from api.domain.plain_text import compact, storable
from api.domain.reader import Reader
from api.domain.rights import Space
from api.domain.status_document import ReadStatus
from api.models.invoice import Invoice
from api.models.structure import Structure
from api.portal.flows.creation import Depositing
from api.portal.flows.parties import PartyRepository
from api.portal.invoices.errors import IllegalTransitionError, InvoiceChangedError
from api.portal.invoices.lifecycle import change_status

_MAX_MANDATE = 50


@dataclass(frozen=True, slots=True)
class Applied:
    """`error` is None when the status was applied; `structure_id` is the caller's, if any."""

    structure_id: int | None = None
    invoice_id: int | None = None
    error: IntegrationError | None = None


@dataclass(frozen=True, slots=True)
class StatusIntegration:
    """Only users of « Factures reçues » of the recipient may give its invoices a status."""

    session: AsyncSession
    reader: Reader
    who: Depositing

    async def apply(self, status: ReadStatus) -> Applied:
        if status.flow_id is not None and status.invoice_number is None:
            return Applied(error=IntegrationError.STATUS_OF_A_FLOW)
        parties = PartyRepository(self.session, self.reader)
        recipient = await parties.own(status.recipient, Space.RECEIVED_INVOICES)
        if recipient is None:
            return Applied(error=IntegrationError.STATUS_INVOICE_UNKNOWN)
        invoice = await self._find(status, recipient)
        if invoice is None:
            return Applied(recipient.id, error=IntegrationError.STATUS_INVOICE_UNKNOWN)
        target = status_of_edi(status.code or "")
        error = _error_of(target, status) if target else IntegrationError.STATUS_UNKNOWN
        if target is not None and error is None:
            error = await self._change(invoice, target, status, recipient)
        return Applied(recipient.id, None if error else invoice.id, error)

    async def _change(
        self, invoice: Invoice, target: InvoiceStatus, status: ReadStatus, recipient: Structure
    ) -> IntegrationError | None:
        try:
            async with self.session.begin_nested():
                mandate = storable(status.mandate_number or "")
                if target in MANDATE_TARGETS and 0 < len(mandate) <= _MAX_MANDATE:
                    invoice.mandate_number = mandate
                await change_status(
                    self.session,
                    invoice,
                    target,
                    actor=recipient.name,
                    reason=_reason(status),
                    comment=status.comment,
                    user_id=self.who.user_id,
                    by=Side.RECIPIENT,
                )
        except (IllegalTransitionError, InvoiceChangedError):
            return IntegrationError.STATUS_ILLEGAL
        return None

    async def _find(self, status: ReadStatus, recipient: Structure) -> Invoice | None:
        """What the recipient sees under that number; the latest, where no date tells."""
        statement = (
            select(Invoice)
            .join(Structure, Structure.id == Invoice.supplier_id)
            .where(
                Invoice.recipient_id == recipient.id,
                Invoice.status.not_in(sorted(NOT_YET_RECEIVED)),
                Invoice.number_key == compact(status.invoice_number or ""),
                Structure.siret == compact(status.supplier.identifier or ""),
            )
            .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
            .limit(1)
        )
        kind = status.supplier.identifier_type
        if kind in set(IdentifierType):
            statement = statement.where(Structure.identifier_type == IdentifierType(kind))
        if status.invoice_date is not None:
            statement = statement.where(Invoice.issued_on == status.invoice_date)
        return await self.session.scalar(statement)


def _error_of(target: InvoiceStatus, status: ReadStatus) -> IntegrationError | None:
    if target in REASON_REQUIRED and not _reason(status):
        return IntegrationError.STATUS_REASON_MISSING
    return None


def _reason(status: ReadStatus) -> str | None:
    """The complement is the reason; cut at the length that other software also cuts it to."""
    return storable(status.complement or "")[:MAX_REASON] or None
