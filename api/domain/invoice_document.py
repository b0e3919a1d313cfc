"""What an invoice says, whatever its format. Everything is optional, because files lie.

Money is a `Decimal` in the file's currency, never rounded here. Nothing in these values has been
checked: formats read and write them, checks and flows judge them.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Reading(StrEnum):
    """Where the values of an invoice come from: data of the file, or words found in its text."""

    DATA = "data"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Party:
    """A supplier or a recipient.

    `identifier_type` is one of SIRET, UE_HORS_FRANCE, HORS_UE, RIDET, TAHITI, AUTRE, PARTICULIER
    (codes 1 to 7 of the CPP formats, see `api.formats.party`); `country` is a code of two letters.
    """

    identifier_type: str | None = None
    identifier: str | None = None
    name: str | None = None
    country: str | None = None

    @property
    def siret(self) -> str | None:
        """The identifier, when it is meant to be a SIRET."""
        return self.identifier if self.identifier_type in (None, "SIRET") else None


NO_PARTY = Party()


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

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class ReadInvoice:
    """An invoice or credit note, as its file states it, in data or in words (`reading`).

    `kind` is 380 (invoice) or 381 (credit note), `framework` is A1 to A25, `payment_means` is
    the code of the file (UNTDID 4461: 30 transfer, 20 cheque…), `origin_number` is the invoice
    that a credit note corrects. A value the file does not give, or gives unreadably, is None.
    """

    number: str | None = None
    kind: str | None = None
    issued_on: date | None = None
    framework: str | None = None
    supplier: Party = NO_PARTY
    recipient: Party = NO_PARTY
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
    reading: Reading = Reading.DATA

    @property
    def is_credit_note(self) -> bool:
        return self.kind == "381"

    @property
    def line_totals(self) -> tuple[Decimal, ...]:
        """Empty unless every line has a total: a sum of some of them says nothing."""
        totals = [line.total_excl_tax for line in self.lines]
        known = [total for total in totals if total is not None]
        return tuple(known) if len(known) == len(totals) else ()


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
