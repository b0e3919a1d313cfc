"""Files carried in base 64 inside an XML invoice, counted so that they stay bounded."""

import io
import zipfile
from collections.abc import Iterator

from api.domain.invoice_document import AttachedFile
from api.formats import archives, limits
from api.formats.errors import RefusedFileError
from api.formats.refusals import Refusal
from api.formats.xml_node import XmlNode


class AttachmentBudget:
    """What the attachments of one document may still weigh, opened: 120 MB, and 10 MB each."""

    def __init__(self) -> None:
        self._left = limits.MAX_INVOICE_BYTES

    def plain(self, holder: XmlNode, *, name: str | None, media_type: str | None) -> AttachedFile:
        """The file that `holder` contains in base 64.

        Raises:
            RefusedFileError: not base 64, or too large.
        """
        return AttachedFile(name, media_type, self._counted(_bytes_of(holder)))

    def zipped(self, piece: XmlNode) -> Iterator[AttachedFile]:
        """The files of a `PJ` element of a CPP format: its content is a zip in base 64.

        A zip of one file gives it the name of the element; of several, each keeps its own. A
        content that is not a zip is taken as it is, an absent one is empty.

        Raises:
            RefusedFileError: not base 64, too large, or a zip that `archives` refuses.
        """
        holder = piece.first("Contenu")
        content = _bytes_of(holder) if holder is not None else b""
        if not zipfile.is_zipfile(io.BytesIO(content)):
            yield _piece(piece, piece.text("NomPJ"), self._counted(content))
            return
        opened = [
            (member.name, self._counted(member.content))
            for member in archives.members(io.BytesIO(content), "pj.zip", nested=True)
        ]
        for name, inside in opened:
            own = piece.text("NomPJ") if len(opened) == 1 else None
            yield _piece(piece, own or name, inside)

    def _counted(self, content: bytes) -> bytes:
        self._left -= len(content)
        if self._left < 0 or len(content) > limits.MAX_FILE_BYTES:
            raise RefusedFileError.of(Refusal.ATTACHMENTS_TOO_LARGE)
        return content


def _bytes_of(holder: XmlNode) -> bytes:
    content = holder.base64()
    if content is None:
        raise RefusedFileError.of(Refusal.ATTACHMENT)
    return content


def _piece(piece: XmlNode, name: str | None, content: bytes) -> AttachedFile:
    return AttachedFile(
        name=name,
        media_type=piece.text("MimeTypePJ"),
        content=content,
        kind=piece.text("TypePJ"),
        category=piece.text("CategoriePJ"),
    )
