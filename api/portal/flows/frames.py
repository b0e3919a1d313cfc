"""What the reading process hands over, one JSON object a line: never code, never objects."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter

from api.domain.attachment_kind import AttachmentKind
from api.domain.invoice_document import ReadInvoice
from api.domain.status_document import ReadStatus
from api.formats.model import Format


class Piece(BaseModel):
    """A file that an invoice carries; its bytes are in the folder of pieces, under `sha256`."""

    kind: AttachmentKind
    name: str
    media_type: str
    size: int
    sha256: str


class FileFrame(BaseModel):
    """The first line: what the deposited file is."""

    type: Literal["file"] = "file"
    format: Format


class InvoiceFrame(BaseModel):
    """`invoice` has neither lines nor attachments: its files are `pieces`."""

    type: Literal["invoice"] = "invoice"
    file: str | None
    format: Format
    invoice: ReadInvoice
    pieces: list[Piece]


class StatusFrame(BaseModel):
    type: Literal["status"] = "status"
    file: str | None
    status: ReadStatus


class RefusedFrame(BaseModel):
    """`file` is a file of a lot; null when the whole deposit is refused, and then alone."""

    type: Literal["refused"] = "refused"
    file: str | None
    code: str
    detail: str


type LineFrame = InvoiceFrame | StatusFrame | RefusedFrame
type Frame = FileFrame | LineFrame

_FRAME: TypeAdapter[Frame] = TypeAdapter(
    Annotated[FileFrame | InvoiceFrame | StatusFrame | RefusedFrame, Field(discriminator="type")]
)


def frames_of(path: Path) -> Iterator[Frame]:
    """One at a time, so that a large lot never lies in memory as a whole."""
    with path.open("rb") as file:
        for line in file:
            yield _FRAME.validate_json(line)
