"""All that a check may look at. None, or an empty tuple, is « not known » and never « wrong »."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.domain.invoice_document import PdfFacts, ReadInvoice
from api.domain.recipient_type import RecipientType
from api.domain.structures import Requirement

NOTHING_REQUIRED = Requirement()


class FileKind(StrEnum):
    """What the content is, whatever the name says."""

    PDF = "pdf"
    FACTUR_X = "factur_x"
    STRUCTURED = "structured"  # CII, UBL, CPP Facture Min: an invoice in XML
    PIVOT = "pivot"
    STATUS = "status"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"

    @property
    def is_flow(self) -> bool:
        """Whether it follows the circuit of flows, whose rejections show in « Suivi des flux »."""
        return self in (FileKind.FACTUR_X, FileKind.STRUCTURED, FileKind.ARCHIVE)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the file could not be read: a stable code and a French sentence."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """`size` is in bytes; `content_fits` is None where the content cannot tell."""

    name: str
    size: int
    kind: FileKind = FileKind.UNKNOWN
    content_fits: bool | None = None
    refusal: Refusal | None = None
    invoices: int = 1


@dataclass(frozen=True, slots=True)
class KnownService:
    """`open` is false for one that is closed, or not valid on the day of the check."""

    code: str
    name: str
    open: bool = True
    engagement_required: bool = False


@dataclass(frozen=True, slots=True)
class KnownStructure:
    siret: str
    name: str
    public: bool = True
    active: bool = True
    requires: Requirement = NOTHING_REQUIRED
    recipient_type: RecipientType | None = None
    services: tuple[KnownService, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnView:
    """What only a logged-in caller lets us know.

    `number_used` says where the number already serves this year for this supplier (a French
    status label), `origin_rejected` whether the invoice that a credit note corrects was rejected.
    """

    sirets: frozenset[str] = frozenset()
    number_used: str | None = None
    origin_rejected: bool | None = None


@dataclass(frozen=True, slots=True)
class RuleBreach:
    """A rule of a standard that the XML breaks; `words` are the standard's own."""

    rule: str
    words: str
    fatal: bool
    times: int = 1


@dataclass(frozen=True, slots=True)
class RulesResult:
    """Breaches by set of rules; None for a set that did not run, and `unfinished` says why."""

    schema: tuple[RuleBreach, ...] | None = None
    en16931: tuple[RuleBreach, ...] | None = None
    french: tuple[RuleBreach, ...] | None = None
    unfinished: str | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """`recipient` is None when the directory does not know it, or was not asked (`looked_up`)."""

    file: CheckedFile
    today: date
    pdf: PdfFacts | None = None
    invoice: ReadInvoice | None = None
    recipient: KnownStructure | None = None
    looked_up: bool = False
    supplier_known: bool = False
    own: OwnView | None = None
    rules: RulesResult | None = None
