"""What a file says, whatever its format. Everything is optional, because files lie.

Money is a `Decimal` in the file's currency, never rounded here. Nothing in these values has been
checked against the domain: that is the work of those who read them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from api.domain.labelled import LabelledEnum


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
class Party:
    """A supplier or a recipient.

    `identifier_type` is one of SIRET, UE_HORS_FRANCE, HORS_UE, RIDET, TAHITI, AUTRE, PARTICULIER
    (codes 1 to 7 of the CPP formats, see `party.py`); `country` is a code of two letters.
    """

    identifier_type: str | None = None
    identifier: str | None = None
    name: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class VatShare:
    """One line of the VAT summary; `rate` is a percentage (20 for 20 %)."""

    rate: Decimal | None = None
    base: Decimal | None = None
    tax: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Line:
    label: str | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    total_excl_tax: Decimal | None = None
    vat_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file joined to an invoice; `kind` is 01 (the invoice itself) or 02 (joined to it)."""

    name: str | None = None
    media_type: str | None = None
    content: bytes = field(default=b"", repr=False)
    kind: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class ReadInvoice:
    """An invoice or credit note, as its file states it.

    `kind` is 380 (invoice) or 381 (credit note), `framework` is A1 to A25, `payment_means` is
    the code of the file (UNTDID 4461: 30 transfer, 20 cheque…), `origin_number` is the invoice
    that a credit note corrects. A value the file does not give, or gives unreadably, is None.
    """

    number: str | None = None
    kind: str | None = None
    issued_on: date | None = None
    framework: str | None = None
    supplier: Party = Party()
    recipient: Party = Party()
    service_code: str | None = None
    engagement: str | None = None
    market: str | None = None
    currency: str | None = None
    total_excl_tax: Decimal | None = None
    total_tax: Decimal | None = None
    total_incl_tax: Decimal | None = None
    due: Decimal | None = None
    vat: tuple[VatShare, ...] = ()
    iban: str | None = None
    payment_means: str | None = None
    origin_number: str | None = None
    note: str | None = None
    lines: tuple[Line, ...] = ()
    attachments: tuple[AttachedFile, ...] = ()


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
    producer: Party = Party()


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
class FlowErrorLine:
    """One anomaly of a flow, as the status file reports it."""

    nature: str | None = None
    code: str | None = None
    label: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """A status of an invoice (`code` 01 to 41) or of a flow (90 to 96), never of both.

    A flow's status has `flow_id` and perhaps `errors`, and no invoice; `producer` is the code of
    the partner who states it.
    """

    code: str | None = None
    complement: str | None = None
    comment: str | None = None
    at: datetime | None = None
    invoice_number: str | None = None
    invoice_date: date | None = None
    mandate_number: str | None = None
    flow_id: str | None = None
    supplier: Party = Party()
    recipient: Party = Party()
    producer: str | None = None
    errors: tuple[FlowErrorLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF shows without being trusted.

    `text` is that of the first 3 pages, the only ones that Chorus Pro's OCR reads; `embedded_xml`
    is the Factur-X invoice of a PDF/A-3; `attachments` are the other files it carries. `encrypted`
    says that its rights are restricted although it opens without a password: one that asks for a
    password is refused.
    """

    pages: int
    text: str
    embedded_xml: bytes | None = field(default=None, repr=False)
    embedded_name: str | None = None
    attachments: tuple[AttachedFile, ...] = ()
    encrypted: bool = False


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
