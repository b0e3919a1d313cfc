"""A file as it was read: its kind, and the documents in it (`api.domain.invoice_document`).

Nothing in these values has been checked against the domain: it is the work of their readers.
"""

from dataclasses import dataclass, field
from datetime import date

from api.domain.invoice_document import NO_PARTY, Party, PdfFacts, ReadInvoice
from api.domain.labelled import LabelledEnum
from api.domain.status_document import ReadStatus


class Format(LabelledEnum):
    """What a file is, found in its content. Values are ours and stable."""

    PDF = "pdf", "PDF"
    FACTUR_X = "factur_x", "Factur-X"
    CII = "cii", "CII"
    UBL_INVOICE = "ubl_invoice", "UBL (facture)"
    UBL_CREDIT_NOTE = "ubl_credit_note", "UBL (avoir)"
    CPP_FACTURE_MIXTE = "cpp_facture_mixte", "CPP Facture Min"
    CPP_FACTURE_PIVOT = "cpp_facture_pivot", "Pivot de factures"
    CPP_STATUT = "cpp_statut", "Pivot de statuts"
    ZIP = "zip", "Archive zip"
    TAR_GZ = "tar_gz", "Archive tar.gz"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends a CPP file to whom; partner codes have at most 8 characters."""

    flow_id: str | None = None
    produced_on: date | None = None
    recipient_id: str | None = None
    recipient_label: str | None = None
    sender_id: str | None = None
    sender_label: str | None = None


@dataclass(frozen=True, slots=True)
class ValidationStep:
    """A step of the validation of an invoice in the pivot; `status` is a number."""

    on: date | None = None
    status: str | None = None
    complement: str | None = None
    comment: str | None = None
    producer: Party = NO_PARTY


@dataclass(frozen=True, slots=True)
class PivotInvoice:
    """An invoice and what Chorus Pro adds to it when it hands it to the recipient.

    `resent` is None, « Complétée » or « Recyclée »; `emission` is one of « flux »,
    « numérisation », « saisie », « PDF ».
    """

    invoice: ReadInvoice
    cpro_id: str | None = None
    resent: str | None = None
    delivered_on: date | None = None
    received_on: date | None = None
    works_received_on: date | None = None
    service_name: str | None = None
    emission: str | None = None
    validations: tuple[ValidationStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read. A plain PDF has no invoice, an archive is never a document."""

    format: Format
    invoices: tuple[ReadInvoice, ...] = ()
    statuses: tuple[ReadStatus, ...] = ()
    pdf: PdfFacts | None = None
    pivots: tuple[PivotInvoice, ...] = ()
    envelope: Envelope | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One regular file of an archive; `name` is the last part of its `path`."""

    name: str
    path: str
    content: bytes = field(repr=False)
