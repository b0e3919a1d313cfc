"""The reading process: `python -m api.portal.flows.reading FOLDER NAME SYNTAX`.

A hostile file can only harm this process, which knows no secret, and is bounded in memory and
time. It writes what it read beside the file, and nothing if it does not reach the end.
"""

import contextlib
import hashlib
import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from api.domain.attachment_kind import AttachmentKind
from api.domain.attachment_type import MEDIA_TYPES, extension_of
from api.domain.flow_syntax import FlowSyntax
from api.domain.invoice_document import AttachedFile
from api.formats.archives import members
from api.formats.errors import RefusedFileError
from api.formats.model import Document, Format
from api.formats.reading import read_document
from api.portal.flows.frames import (
    FileFrame,
    Frame,
    InvoiceFrame,
    LineFrame,
    Piece,
    RefusedFrame,
    StatusFrame,
)
from api.portal.flows.storage import Deposit

# Ours: enough for the largest deposit admitted, far from harming the machine.
_MAX_MEMORY = 1_500_000_000
_MAX_CPU = 300

_KINDS = {str(kind): kind for kind in AttachmentKind}
_ARCHIVES = {".zip": Format.ZIP, ".tar.gz": Format.TAR_GZ}


def read_deposit(deposit: Deposit, name: str, syntax: FlowSyntax | None) -> None:
    """Write the frames of a deposited file; a single refusal if the whole of it is refused."""
    deposit.pieces.mkdir(exist_ok=True)
    draft = deposit.folder / "frames.draft"
    try:
        with draft.open("w", encoding="utf-8") as file:
            for frame in _frames(deposit, name, syntax):
                file.write(frame.model_dump_json() + "\n")
    except RefusedFileError as error:
        refusal = RefusedFrame(file=None, code=error.code, detail=error.detail)
        draft.write_text(refusal.model_dump_json() + "\n", encoding="utf-8")
    draft.replace(deposit.frames)


def _frames(deposit: Deposit, name: str, syntax: FlowSyntax | None) -> Iterator[Frame]:
    archive = next((kind for end, kind in _ARCHIVES.items() if name.lower().endswith(end)), None)
    if archive is None:
        content = deposit.source.read_bytes()
        document = _document(content, name, syntax)
        yield FileFrame(format=document.format)
        yield from _lines(deposit, document, content, name)
        return
    yield FileFrame(format=archive)
    for member in members(deposit.source, name):
        yield from _member_lines(deposit, member.content, member.name, syntax)


def _member_lines(
    deposit: Deposit, content: bytes, name: str, syntax: FlowSyntax | None
) -> Iterator[LineFrame]:
    """A file of a lot that cannot be read is reported; the others are not hindered."""
    try:
        document = _document(content, name, syntax)
        yield from _lines(deposit, document, content, name)
    except RefusedFileError as error:
        yield RefusedFrame(file=name, code=error.code, detail=error.detail)


def _document(content: bytes, name: str, syntax: FlowSyntax | None) -> Document:
    document = read_document(content, name)
    if document.format is Format.PDF:
        raise RefusedFileError(
            "plain_pdf",
            "Ce PDF ne contient pas de facture électronique (Factur-X) : un flux se compose de "
            "fichiers Factur-X ou XML. Déposez un PDF ordinaire comme une facture seule.",
        )
    if syntax is not None and document.format not in syntax.formats:
        raise RefusedFileError(
            "syntax_mismatch",
            f"Le fichier n’est pas dans la syntaxe annoncée ({syntax}) : "
            f"son contenu est « {document.format.label} ».",
        )
    if not (document.invoices or document.statuses):
        raise RefusedFileError("no_invoice", "Le fichier ne contient ni facture ni statut.")
    return document


def _lines(
    deposit: Deposit, document: Document, content: bytes, name: str
) -> Iterator[InvoiceFrame | StatusFrame]:
    own = _own_file(document, content, name)
    for invoice in document.invoices:
        pieces = [_piece(deposit, file) for file in (*own, *invoice.attachments)]
        kept = replace(invoice, attachments=(), lines=())
        yield InvoiceFrame(file=name, format=document.format, invoice=kept, pieces=pieces)
    for status in document.statuses:
        yield StatusFrame(file=name, status=status)


def _own_file(document: Document, content: bytes, name: str) -> tuple[AttachedFile, ...]:
    """The PDF of a Factur-X is itself the legal original of the invoice."""
    if document.format is not Format.FACTUR_X:
        return ()
    return (AttachedFile(name, MEDIA_TYPES["pdf"], content, str(AttachmentKind.INVOICE)),)


def _piece(deposit: Deposit, file: AttachedFile) -> Piece:
    digest = hashlib.sha256(file.content).hexdigest()
    (deposit.pieces / digest).write_bytes(file.content)
    extension = extension_of(file.name or "")
    return Piece(
        kind=_KINDS.get(file.kind or "", AttachmentKind.COMPLEMENT),
        name=file.name or "",
        media_type=MEDIA_TYPES.get(extension or "", "application/octet-stream"),
        size=len(file.content),
        sha256=digest,
    )


def main(folder: str, name: str, syntax: str) -> int:
    """0 when the frames are written; the name of the failure on the error output, and no more."""
    _bound(resource.RLIMIT_AS, _MAX_MEMORY)
    _bound(resource.RLIMIT_CPU, _MAX_CPU)
    try:
        read_deposit(Deposit(Path(folder)), name, FlowSyntax(syntax) if syntax else None)
    except Exception as error:
        # A traceback could quote the file.
        sys.stderr.write(type(error).__name__)
        return 1
    return 0


def _bound(what: int, limit: int) -> None:
    # macOS does not know every limit: the time limit of the parent remains.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (limit, limit))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
