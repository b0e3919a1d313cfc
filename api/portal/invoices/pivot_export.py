"""An invoice of the portal as the pivot format tells it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from api.core.clock import local
from api.domain.attachment_kind import AttachmentKind
from api.domain.identifiers import IdentifierType
from api.domain.invoice_document import AttachedFile, Party, ReadInvoice, VatShare
from api.domain.invoice_status import InvoiceStatus
from api.formats.errors import IncompleteDataError
from api.formats.model import PivotInvoice
from api.formats.pivot import write_pivot
from api.models.invoice import Invoice
from api.models.invoice_attachment import InvoiceAttachment
from api.models.structure import Structure
from api.portal.invoices.attachment_store import path_of
from api.portal.invoices.errors import PivotIncompleteError

_RESENT = {InvoiceStatus.TO_RECYCLE: "Recyclée", InvoiceStatus.COMPLETED: "Complétée"}


def pivot_of(invoice: Invoice, files: Sequence[InvoiceAttachment]) -> bytes:
    """One invoice, whose steps and parties are loaded (blocking: it reads the files).

    Raises:
        PivotIncompleteError: the format demands what nobody gave to the portal.
    """
    try:
        return write_pivot([_pivot(invoice, files)])
    except IncompleteDataError as error:
        raise PivotIncompleteError(invoice.number, error.fields) from error


def _pivot(invoice: Invoice, files: Sequence[InvoiceAttachment]) -> PivotInvoice:
    read = ReadInvoice(
        number=invoice.number,
        kind=invoice.document_type,
        issued_on=invoice.issued_on,
        framework=invoice.framework.name,
        supplier=_party(invoice.supplier),
        recipient=_party(invoice.recipient),
        service_code=invoice.service_code,
        engagement=invoice.engagement,
        market=invoice.market,
        currency=invoice.currency,
        total_excl_tax=_euros(invoice.excl_tax_cents),
        total_tax=_euros(invoice.tax_cents),
        total_incl_tax=_euros(invoice.amount_cents),
        # Nothing tells that a part was paid where nobody stated what is due.
        due=_euros(invoice.amount_cents if invoice.due_cents is None else invoice.due_cents),
        vat=tuple(
            VatShare(
                Decimal(share["rate"]), _euros(share["base_cents"]), _euros(share["tax_cents"])
            )
            for share in invoice.vat or ()
        ),
        payment_means=invoice.payment_means,
        origin_number=invoice.origin_number,
        attachments=tuple(_file(file) for file in files),
    )
    return PivotInvoice(
        invoice=read,
        cpro_id=str(invoice.id),
        resent=_resent(invoice),
        received_on=_day(invoice.deposited_at),
        emission=_emission(files),
    )


def _resent(invoice: Invoice) -> str | None:
    """By the latest of its returns; None when it never came back."""
    marks = (_RESENT.get(step.status) for step in reversed(invoice.steps))
    return next((mark for mark in marks if mark), None)


def _emission(files: Sequence[InvoiceAttachment]) -> str:
    """What came in a flow has the invoice itself among its files; what was typed has not."""
    return "flux" if any(file.kind is AttachmentKind.INVOICE for file in files) else "saisie"


def _party(structure: Structure) -> Party:
    # The directory holds no country: a French number is the only one that tells it.
    french = structure.identifier_type is IdentifierType.SIRET
    return Party(
        structure.identifier_type.value, structure.siret, structure.name, "FR" if french else None
    )


def _file(file: InvoiceAttachment) -> AttachedFile:
    return AttachedFile(
        name=file.name,
        media_type=file.media_type,
        content=path_of(file.sha256).read_bytes(),
        kind=file.kind.value,
    )


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)


def _day(at: datetime | None) -> date | None:
    return local(at).date() if at else None
