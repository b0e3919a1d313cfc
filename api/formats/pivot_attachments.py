"""The PJ elements of a pivot: each file alone in a zip, in base 64."""

import base64
import io
import re
import zipfile
from collections.abc import Sequence

from api.domain.invoice_document import AttachedFile
from api.formats import limits
from api.formats.xml_writing import Branch

JOINED = "02"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:]")


def write_attachments(unit: Branch, files: Sequence[AttachedFile]) -> None:
    """One PJ for each file: complementary when its kind is not given, without content if empty."""
    for order, file in enumerate(files, start=1):
        piece = unit.add("PJ", NumOrdre=str(order))
        if file.content:
            piece.add("Contenu", base64.b64encode(zipped(file.name or "", file.content)).decode())
        piece.add("NomPJ", file.name)
        piece.maybe("CategoriePJ", file.category)
        piece.add("TypePJ", file.kind or JOINED)
        piece.add("MimeTypePJ", file.media_type)


def zipped(name: str, content: bytes) -> bytes:
    """A zip of one file, always the same for the same file.

    What compresses so well that a reader would take it for a bomb is stored as it is.
    """
    packed = _packed(name, content, zipfile.ZIP_DEFLATED)
    if len(content) > limits.MAX_RATIO * len(packed):
        return _packed(name, content, zipfile.ZIP_STORED)
    return packed


def _packed(name: str, content: bytes, method: int) -> bytes:
    target = io.BytesIO()
    safe = _UNSAFE.sub("_", name).strip(". ") or "piece"
    info = zipfile.ZipInfo(safe)
    info.compress_type = method
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(info, content)
    return target.getvalue()
