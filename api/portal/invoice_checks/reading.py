"""From a given file to the facts that the checks look at, without the database."""

from dataclasses import dataclass
from decimal import Decimal

from api.domain.invoice_checks.subject import (
    CheckedAttachment,
    CheckedFile,
    CheckedInvoice,
    CheckedParty,
    CheckedPdf,
    CheckedVat,
    FileKind,
    Refusal,
)
from api.formats.detection import Container, container_of
from api.formats.errors import RefusedFileError
from api.formats.model import AttachedFile, Document, Format, Party, ReadInvoice
from api.formats.reading import read_document
from api.portal.invoice_checks.given_file import GivenFile

_KINDS = {
    Format.PDF: FileKind.PDF,
    Format.FACTUR_X: FileKind.FACTUR_X,
    Format.CPP_FACTURE_PIVOT: FileKind.PIVOT,
    Format.CPP_STATUT: FileKind.STATUS,
}
_ARCHIVES = {Container.ZIP: Format.ZIP, Container.TAR_GZ: Format.TAR_GZ}
# Formats whose rules are published.
_WITH_RULES = frozenset({Format.CII, Format.UBL_INVOICE, Format.UBL_CREDIT_NOTE})
_HEAD = 1024


@dataclass(frozen=True, slots=True)
class ReadFile:
    """`invoice` is None where it must be looked for in `pdf.text`; `xml` is what has rules."""

    file: CheckedFile
    format: Format | None = None
    pdf: CheckedPdf | None = None
    invoice: CheckedInvoice | None = None
    attachments: tuple[CheckedAttachment, ...] = ()
    xml: bytes | None = None


def read_given(given: GivenFile) -> ReadFile:
    """Blocking, up to ten seconds for a hostile PDF: call it in a thread. Never refuses."""
    if given.content is None:
        return ReadFile(CheckedFile(given.name, given.size))
    container = _container(given.content)
    fits = _fits(given.name, container)
    if container in _ARCHIVES:
        # An office document is a zip as well, and its extension already says that it cannot be.
        kind = FileKind.UNKNOWN if fits is None else FileKind.ARCHIVE
        file = CheckedFile(given.name, given.size, kind, fits)
        return ReadFile(file, _ARCHIVES[container] if fits is not None else None)
    # The name is judged apart: here the content alone says how to read it.
    extension = container.value if container else "pdf"
    try:
        document = read_document(given.content, f"facture.{extension}")
    except RefusedFileError as error:
        return _unread(given, error, fits)
    return _read(given, document, fits)


def _container(content: bytes) -> Container | None:
    for container in Container:
        try:
            return container_of(content[:_HEAD], f"facture.{container.value}")
        except RefusedFileError:
            continue
    return None


def _fits(name: str, container: Container | None) -> bool | None:
    """Whether the extension is that of the content; None for one that no invoice may have."""
    lower = name.lower()
    own = next((item for item in Container if lower.endswith(f".{item.value}")), None)
    return None if own is None or container is None else own is container


def _unread(given: GivenFile, error: RefusedFileError, fits: bool | None) -> ReadFile:
    refusal = Refusal(error.code, error.detail)
    file = CheckedFile(given.name, given.size, FileKind.UNKNOWN, fits, refusal)
    locked = error.code == "pdf_password"
    return ReadFile(file, pdf=CheckedPdf(0, "", encrypted=True) if locked else None)


def _read(given: GivenFile, document: Document, fits: bool | None) -> ReadFile:
    kind = _KINDS.get(document.format, FileKind.STRUCTURED)
    count = max(1, len(document.invoices))
    pdf = document.pdf
    xml = given.content if document.format in _WITH_RULES else None
    return ReadFile(
        CheckedFile(given.name, given.size, kind, fits, invoices=count),
        document.format,
        CheckedPdf(pdf.pages, pdf.text, pdf.encrypted) if pdf else None,
        _invoice(document.invoices[0]) if document.invoices else None,
        _attachments(pdf.attachments) if pdf else (),
        pdf.embedded_xml if pdf else xml,
    )


def _invoice(read: ReadInvoice) -> CheckedInvoice:
    return CheckedInvoice(
        number=read.number,
        kind=read.kind,
        issued_on=read.issued_on,
        framework=read.framework,
        supplier=_party(read.supplier),
        recipient=_party(read.recipient),
        service_code=read.service_code,
        engagement=read.engagement,
        market=read.market,
        currency=read.currency,
        total_excl_tax=read.total_excl_tax,
        total_tax=read.total_tax,
        total_incl_tax=read.total_incl_tax,
        due=read.due,
        vat=tuple(CheckedVat(share.rate, share.base, share.tax) for share in read.vat),
        line_totals=_line_totals(read),
        iban=read.iban,
        payment_means=read.payment_means,
        origin_number=read.origin_number,
        attachments=_attachments(read.attachments),
    )


def _line_totals(read: ReadInvoice) -> tuple[Decimal, ...]:
    """Empty unless every line has a total: a sum of some of them says nothing."""
    totals = [line.total_excl_tax for line in read.lines]
    known = [total for total in totals if total is not None]
    return tuple(known) if len(known) == len(totals) else ()


def _party(party: Party) -> CheckedParty:
    return CheckedParty(party.identifier, party.identifier_type, party.name)


def _attachments(files: tuple[AttachedFile, ...]) -> tuple[CheckedAttachment, ...]:
    return tuple(CheckedAttachment(file.name, len(file.content)) for file in files)
