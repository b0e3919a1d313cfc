"""From a given file to the facts that the checks look at, without the database."""

from dataclasses import dataclass

from api.domain.invoice_checks.subject import CheckedFile, FileKind, Refusal
from api.domain.invoice_document import PdfFacts, ReadInvoice
from api.formats.detection import Container, container_of
from api.formats.errors import RefusedFileError
from api.formats.model import Document, Format
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
    pdf: PdfFacts | None = None
    invoice: ReadInvoice | None = None
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
    return ReadFile(file, pdf=PdfFacts(0, "", encrypted=True) if locked else None)


def _read(given: GivenFile, document: Document, fits: bool | None) -> ReadFile:
    kind = _KINDS.get(document.format, FileKind.STRUCTURED)
    count = max(1, len(document.invoices))
    pdf = document.pdf
    xml = given.content if document.format in _WITH_RULES else None
    return ReadFile(
        CheckedFile(given.name, given.size, kind, fits, invoices=count),
        document.format,
        pdf,
        document.invoices[0] if document.invoices else None,
        pdf.embedded_xml if pdf else xml,
    )
