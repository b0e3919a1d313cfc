"""What a file is, by its content; its extension must not say otherwise.

Extensions are those of the portal's deposit: .pdf, .xml, .zip, .tar.gz.
"""

from enum import Enum

from api.formats.errors import RefusedFileError
from api.formats.model import Format
from api.formats.refusals import Refusal
from api.formats.safe_xml import looks_like_xml
from api.formats.xml_node import XmlNode

_PDF_HEAD = 1024  # readers accept some bytes before the mark
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_ROOTS = {
    ("CrossIndustryInvoice", _CII): Format.CII,
    ("Invoice", f"{_UBL}:Invoice-2"): Format.UBL_INVOICE,
    ("CreditNote", f"{_UBL}:CreditNote-2"): Format.UBL_CREDIT_NOTE,
    ("CPPFactureMixte", ""): Format.CPP_FACTURE_MIXTE,
    ("CPPFacturePivot", ""): Format.CPP_FACTURE_PIVOT,
    ("CPPStatut", ""): Format.CPP_STATUT,
}


class Container(Enum):
    """The outer shape of a file; the value is the only extension it may have."""

    PDF = "pdf"
    XML = "xml"
    ZIP = "zip"
    TAR_GZ = "tar.gz"


def container_of(head: bytes, name: str) -> Container:
    """The shape that the first bytes show (1,024 are enough) and that the name confirms.

    Raises:
        RefusedFileError: empty, of no known shape, or with the extension of another.
    """
    if not head:
        raise RefusedFileError.of(Refusal.EMPTY)
    extension = _extension(name)
    container = _shape(head)
    if container is None:
        raise RefusedFileError.of(Refusal.UNKNOWN_FORMAT)
    if container.value != extension:
        raise RefusedFileError.of(Refusal.EXTENSION_MISMATCH)
    return container


def format_of(root: XmlNode) -> Format:
    """The format that a root element announces.

    Raises:
        RefusedFileError: an XML that is none of ours.
    """
    found = _ROOTS.get((root.name, root.namespace))
    if found is None:
        raise RefusedFileError.of(Refusal.UNKNOWN_FORMAT)
    return found


def _extension(name: str) -> str:
    lowered = name.lower().strip()
    for one in Container:
        if lowered.endswith("." + one.value):
            return one.value
    raise RefusedFileError.of(Refusal.EXTENSION)


def _shape(head: bytes) -> Container | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Container.ZIP
    if head.startswith(b"\x1f\x8b"):
        return Container.TAR_GZ
    if b"%PDF-" in head[:_PDF_HEAD]:
        return Container.PDF
    return Container.XML if looks_like_xml(head) else None
