"""One line of a flow: an invoice created or a status applied, or why it was not.

A line and what it did are written in one transaction of the caller: killed anywhere, it is either
whole or absent, and what is absent is done again.
"""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.domain.flow_line import LineKind, LineOutcome
from api.domain.integration_errors import IntegrationError
from api.domain.invoice_document import Party
from api.domain.plain_text import storable
from api.domain.reader import Reader
from api.domain.rights import Space
from api.models.flow import MAX_FILE_NAME, MAX_WRITTEN, Flow, FlowLine
from api.models.invoice import Invoice
from api.portal.flows.checks import Candidate, find_errors
from api.portal.flows.creation import Depositing, create_invoice
from api.portal.flows.frames import InvoiceFrame, LineFrame, RefusedFrame, StatusFrame
from api.portal.flows.parties import PartyRepository
from api.portal.flows.statuses import StatusIntegration

_FILE_REMEDY = "Corrigez ce fichier, puis redéposez-le."


@dataclass(frozen=True, slots=True)
class Integration:
    """The lines of one flow, on behalf of the one who deposited it, with his rights of now."""

    session: AsyncSession
    flow: Flow
    reader: Reader
    who: Depositing

    async def integrate(self, frame: LineFrame, position: int) -> FlowLine:
        """Write one line."""
        match frame:
            case InvoiceFrame():
                line = await self._invoice(frame)
            case StatusFrame():
                line = await self._status(frame)
            case RefusedFrame():
                line = _line(LineKind.FILE, frame.file)
                line.errors = [
                    {"code": frame.code, "message": frame.detail, "remedy": _FILE_REMEDY}
                ]
        line.flow_id, line.position = self.flow.id, position
        self.session.add(line)
        await self.session.flush()
        return line

    async def _invoice(self, frame: InvoiceFrame) -> FlowLine:
        candidate = await self._candidate(frame)
        read = frame.invoice
        line = _line(LineKind.INVOICE, frame.file, read.number, read.supplier, read.recipient)
        line.structure_id = candidate.supplier.id if candidate.supplier else None
        errors = find_errors(candidate)
        if not errors:
            created = await self._create(candidate)
            if created is None:
                errors = [IntegrationError.DUPLICATE_NUMBER]
            else:
                line.outcome, line.invoice_id = LineOutcome.CREATED, created.id
        line.errors = [error.reported() for error in errors]
        return line

    async def _create(self, candidate: Candidate) -> Invoice | None:
        """None when another deposit took the number meanwhile."""
        try:
            async with self.session.begin_nested():
                return await create_invoice(self.session, candidate, self.who)
        except IntegrityError:
            parties = PartyRepository(self.session, self.reader)
            if not await parties.is_taken(candidate.read, candidate.supplier):
                raise
            return None

    async def _candidate(self, frame: InvoiceFrame) -> Candidate:
        parties = PartyRepository(self.session, self.reader)
        read = frame.invoice
        supplier = await parties.own(read.supplier, Space.ISSUED_INVOICES)
        recipient = await parties.recipient(read.recipient)
        validator_id = None
        if supplier and recipient:
            validator_id = await parties.validator_id(read, supplier, recipient)
        return Candidate(
            read=read,
            format=frame.format,
            pieces=frame.pieces,
            supplier=supplier,
            recipient=recipient,
            taken=await parties.is_taken(read, supplier),
            validator_id=validator_id,
            today=clock.today(),
        )

    async def _status(self, frame: StatusFrame) -> FlowLine:
        status = frame.status
        number = status.invoice_number or status.flow_id
        line = _line(LineKind.STATUS, frame.file, number, status.supplier, status.recipient)
        applied = await StatusIntegration(self.session, self.reader, self.who).apply(status)
        line.structure_id, line.invoice_id = applied.structure_id, applied.invoice_id
        if applied.error is None:
            line.outcome = LineOutcome.APPLIED
        else:
            line.errors = [applied.error.reported()]
        return line


def _line(
    kind: LineKind,
    file: str | None,
    number: str | None = None,
    supplier: Party | None = None,
    recipient: Party | None = None,
) -> FlowLine:
    """Refused until it is known to be integrated."""
    return FlowLine(
        kind=kind,
        outcome=LineOutcome.REFUSED,
        file=_cut(file, MAX_FILE_NAME),
        invoice_number=_cut(number, MAX_WRITTEN),
        supplier=_cut(supplier.identifier if supplier else None, MAX_WRITTEN),
        recipient=_cut(recipient.identifier if recipient else None, MAX_WRITTEN),
        errors=[],
    )


def _cut(text: str | None, limit: int) -> str | None:
    return storable(text or "")[:limit] or None
