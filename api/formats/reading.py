"""The one door for a file that is not an archive: from bytes to what they say."""

from dataclasses import replace

from api.formats.cii import read_cii
from api.formats.cpp_mixte import read_mixte
from api.formats.cpp_pivot import read_pivot
from api.formats.cpp_reading import read_envelope
from api.formats.cpp_statut import read_statuses
from api.formats.detection import Container, container_of, format_of
from api.formats.errors import RefusedFileError
from api.formats.model import Document, Format
from api.formats.pdf import read_pdf
from api.formats.refusals import Refusal
from api.formats.safe_xml import parse
from api.formats.ubl import read_ubl
from api.formats.xml_node import XmlNode


def read_document(content: bytes, name: str) -> Document:
    """A PDF or an XML file, read by its content (blocking: call it in a thread).

    `name` is the one its owner gave it: its extension must fit.

    Raises:
        RefusedFileError: whatever is wrong; nothing else is raised, whatever the bytes.
    """
    container = container_of(content, name)
    if container is Container.PDF:
        return _of_pdf(content)
    if container is Container.XML:
        return _of_xml(parse(content))
    raise RefusedFileError.of(Refusal.ARCHIVE)


def _of_pdf(content: bytes) -> Document:
    facts = read_pdf(content)
    if facts.embedded_xml is None:
        return Document(Format.PDF, pdf=facts)
    root = parse(facts.embedded_xml)
    if format_of(root) is not Format.CII:
        raise RefusedFileError.of(Refusal.UNKNOWN_FORMAT)
    invoice = read_cii(root)
    joined = replace(invoice, attachments=invoice.attachments + facts.attachments)
    return Document(Format.FACTUR_X, invoices=(joined,), pdf=facts)


def _of_xml(root: XmlNode) -> Document:
    found = format_of(root)
    match found:
        case Format.CII:
            return Document(found, invoices=(read_cii(root),))
        case Format.UBL_INVOICE | Format.UBL_CREDIT_NOTE:
            return Document(found, invoices=(read_ubl(root),))
        case Format.CPP_FACTURE_MIXTE:
            return Document(found, invoices=read_mixte(root), envelope=read_envelope(root))
        case Format.CPP_FACTURE_PIVOT:
            pivots = read_pivot(root)
            invoices = tuple(pivot.invoice for pivot in pivots)
            return Document(found, invoices, pivots=pivots, envelope=read_envelope(root))
        case _:
            return Document(found, statuses=read_statuses(root), envelope=read_envelope(root))
