"""What the portal knows of the parties of an invoice and of its number."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from api.domain.invoice_checks.identifier import digits, is_siret
from api.domain.invoice_checks.subject import KnownService, KnownStructure, OwnView, Subject
from api.domain.invoice_document import ReadInvoice
from api.domain.invoice_status import InvoiceStatus
from api.domain.invoice_text import find_sirets, read_invoice_text
from api.domain.structures import StructureState
from api.models.structure import Structure
from api.portal.invoice_checks.reading import ReadFile
from api.portal.invoice_checks.repository import InvoiceCheckRepository

# Longer than any number that was ever kept.
_MAX_NUMBER = 100


@dataclass(frozen=True, slots=True)
class _Known:
    """Structures by SIRET, and the caller's own SIRETs."""

    structures: dict[str, Structure]
    own: frozenset[str]

    def public(self) -> frozenset[str]:
        return frozenset(siret for siret, item in self.structures.items() if item.public)


async def subject_of(
    read: ReadFile, repository: InvoiceCheckRepository, today: date, *, logged_in: bool
) -> Subject:
    """Everything but the rules of the standards, which run elsewhere."""
    own = await repository.list_own_sirets()
    found = await repository.list_structures(_sirets_of(read))
    known = _Known({item.siret: item for item in found}, own)
    invoice = read.invoice or _from_text(read, known)
    recipient, supplier = _siret(invoice, "recipient"), _siret(invoice, "supplier")
    return Subject(
        file=read.file,
        today=today,
        pdf=read.pdf,
        invoice=invoice,
        recipient=_structure(known.structures.get(recipient or ""), today),
        looked_up=recipient is not None,
        supplier_known=supplier in known.structures or supplier in own,
        own=await _own_view(invoice, supplier, repository, own, today) if logged_in else None,
    )


def _sirets_of(read: ReadFile) -> set[str]:
    if read.invoice is not None:
        parties = (_siret(read.invoice, "supplier"), _siret(read.invoice, "recipient"))
        return {siret for siret in parties if siret}
    return {item.siret for item in find_sirets(read.pdf.text)} if read.pdf else set()


def _from_text(read: ReadFile, known: _Known) -> ReadInvoice | None:
    """The values of a plain PDF; None for a file that holds no invoice, or no words."""
    if read.pdf is None or read.file.refusal is not None or not read.pdf.text.strip():
        return None
    invoice = read_invoice_text(read.pdf.text, own=known.own, public=known.public())
    return replace(invoice, attachments=read.pdf.attachments)


def _siret(invoice: ReadInvoice | None, side: str) -> str | None:
    if invoice is None:
        return None
    written = (invoice.supplier if side == "supplier" else invoice.recipient).siret
    return digits(written) if written and is_siret(written) else None


def _structure(structure: Structure | None, today: date) -> KnownStructure | None:
    if structure is None:
        return None
    return KnownStructure(
        structure.siret,
        structure.name,
        structure.public,
        structure.state is StructureState.ACTIVE,
        structure.requires,
        structure.recipient_type,
        tuple(_services(structure, today)),
    )


def _services(structure: Structure, today: date) -> Iterable[KnownService]:
    for service in structure.services:
        yield KnownService(
            service.code, service.name, service.open_on(today), service.engagement_required
        )


async def _own_view(
    invoice: ReadInvoice | None,
    supplier: str | None,
    repository: InvoiceCheckRepository,
    own: frozenset[str],
    today: date,
) -> OwnView:
    if invoice is None or supplier is None or supplier not in own:
        return OwnView(own)
    year = (invoice.issued_on or today).year
    sent = await _status_of(repository, invoice.number, supplier, year)
    origin = await _status_of(repository, invoice.origin_number, supplier, None)
    return OwnView(
        own,
        sent.label if sent else None,
        None if origin is None else origin is InvoiceStatus.REJECTED,
    )


async def _status_of(
    repository: InvoiceCheckRepository, number: str | None, supplier: str, year: int | None
) -> InvoiceStatus | None:
    """Where an invoice that was already sent stands."""
    if not number or len(number) > _MAX_NUMBER:
        return None
    sent = await repository.find_sent(number, supplier, year)
    return sent.status if sent else None
