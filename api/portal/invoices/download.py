"""Invoices to take away: one pivot, or a zip of pivots or of PDFs. Nothing changes for that."""

import asyncio
import os
import tempfile
import zipfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.attachment_kind import AttachmentKind
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.models.invoice_attachment import InvoiceAttachment
from api.portal.invoices.action_repository import ActionRepository
from api.portal.invoices.attachment_store import path_of
from api.portal.invoices.errors import DownloadTooLargeError, PdfMissingError
from api.portal.invoices.named import InvoiceName, look
from api.portal.invoices.pivot_export import pivot_of

# « telecharger/groupe » answers 413 over 120 MB.
_MAX_BYTES = 120_000_000
_MAX_NUMBERS = 100
_PDF = "application/pdf"
# A pivot holds its files in memory, several times: one at a time in this process.
_writing = asyncio.Semaphore(1)


class DownloadRequest(BaseModel):
    """A number that several invoices bear names the latest that the caller sees."""

    numbers: list[Annotated[str, StringConstraints(max_length=50)]] = Field(
        min_length=1, max_length=_MAX_NUMBERS
    )
    format: Literal["pivot", "pdf"]


@dataclass(frozen=True, slots=True)
class _Taken:
    """An invoice and its files."""

    invoice: Invoice
    files: Sequence[InvoiceAttachment]

    @property
    def stem(self) -> str:
        invoice = self.invoice
        # Escaped, so that F/2 and F-2 keep apart and no name leads out of the archive's folder.
        return f"{invoice.supplier.siret}_{invoice.year}_{quote(invoice.number_key, safe='')}"

    @property
    def pdfs(self) -> Sequence[InvoiceAttachment]:
        """The invoice itself, and not what is joined to it."""
        return [
            file
            for file in self.files
            if file.kind is AttachmentKind.INVOICE and file.media_type == _PDF
        ]


async def one_pivot(session: AsyncSession, name: InvoiceName, *, reader: Reader) -> bytes:
    """Raises: DownloadTooLargeError, PivotIncompleteError, and what `look` raises."""
    (taken,) = await _take(session, [name], reader)
    async with _writing:
        return await asyncio.to_thread(pivot_of, taken.invoice, taken.files)


async def zip_of(session: AsyncSession, wanted: DownloadRequest, *, reader: Reader) -> Path:
    """A temporary file, which the caller removes; the same errors, and PdfMissingError."""
    numbers = dict.fromkeys(compact(number) for number in wanted.numbers)
    taken = await _take(session, [InvoiceName(number) for number in numbers], reader)
    if wanted.format == "pdf":
        missing = [item.invoice.number for item in taken if not item.pdfs]
        if missing:
            raise PdfMissingError(missing)
        return await asyncio.to_thread(_zip_pdfs, taken)
    async with _writing:
        return await asyncio.to_thread(_zip_pivots, taken)


async def _take(
    session: AsyncSession, names: Sequence[InvoiceName], reader: Reader
) -> Sequence[_Taken]:
    repository = ActionRepository(session)
    taken: list[_Taken] = []
    for name in names:
        invoice = await look(session, name, reader)
        taken.append(_Taken(invoice, await repository.list_attachments(invoice)))
    if sum(file.size for item in taken for file in item.files) > _MAX_BYTES:
        raise DownloadTooLargeError
    return taken


def _zip_pdfs(taken: Sequence[_Taken]) -> Path:
    with _new_zip() as archive:
        for item in taken:
            for order, file in enumerate(item.pdfs, start=1):
                suffix = "" if order == 1 else f"_{order}"
                archive.write(path_of(file.sha256), f"{item.stem}{suffix}.pdf")
    return _path_of(archive)


def _zip_pivots(taken: Sequence[_Taken]) -> Path:
    with _new_zip() as archive:
        for item in taken:
            archive.writestr(f"{item.stem}.xml", pivot_of(item.invoice, item.files))
    return _path_of(archive)


@contextmanager
def _new_zip() -> Generator[zipfile.ZipFile]:
    """A file of its own, gone if it cannot be finished."""
    descriptor, name = tempfile.mkstemp(prefix="chorale-", suffix=".zip")
    os.close(descriptor)
    try:
        with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
            yield archive
    except BaseException:
        Path(name).unlink()
        raise


def _path_of(archive: zipfile.ZipFile) -> Path:
    return Path(archive.filename or "")
