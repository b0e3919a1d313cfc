"""Invoices to take away: one pivot, or a zip of pivots or of PDFs. Nothing changes for that."""

import asyncio
import os
import tempfile
import zipfile
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.attachment_kind import AttachmentKind
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.models.invoice_attachment import InvoiceAttachment
from api.portal.invoices.action_repository import ActionRepository
from api.portal.invoices.attachment_store import path_of
from api.portal.invoices.errors import (
    DownloadTooLargeError,
    PdfMissingError,
    PivotIncompleteError,
    PivotsIncompleteError,
)
from api.portal.invoices.named import InvoiceName, look, parse_name
from api.portal.invoices.pivot_export import pivot_of

# « telecharger/groupe » answers 413 over 120 MB.
_MAX_BYTES = 120_000_000
_MAX_NUMBERS = 100
_PDF, _XML, _ZIP = "application/pdf", "application/xml", "application/zip"
# A pivot holds its files in memory, several times, and a zip of PDFs the disk and a processor:
# one at a time in this process.
_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="download")

type _Format = Literal["pivot", "pdf"]


class DownloadRequest(BaseModel):
    """A number that several invoices bear names the latest that the caller sees;
    `number@siret@year` tells it from the others.
    """

    numbers: list[Annotated[str, StringConstraints(max_length=100)]] = Field(
        min_length=1, max_length=_MAX_NUMBERS
    )
    format: _Format


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

    def leaving(self, wanted: _Format) -> Sequence[InvoiceAttachment]:
        """A pivot holds every file."""
        return self.pdfs if wanted == "pdf" else self.files


@dataclass(frozen=True, slots=True)
class TakenAway:
    """What a link gives: bytes, or a file, which the caller removes if it is `temporary`."""

    name: str
    media_type: str
    content: bytes | Path
    temporary: bool = False


async def one_pivot(session: AsyncSession, name: InvoiceName, *, reader: Reader) -> bytes:
    """Raises: DownloadTooLargeError, PivotIncompleteError, and what `look` raises."""
    (taken,) = await _take(session, [name], "pivot", reader)
    return await _in_turn(pivot_of, taken.invoice, taken.files)


async def zip_of(session: AsyncSession, wanted: DownloadRequest, *, reader: Reader) -> Path:
    """A temporary file, which the caller removes; the same errors, and PdfMissingError."""
    return await _zip(await _take(session, _names(wanted), wanted.format, reader), wanted)


async def file_of(session: AsyncSession, wanted: DownloadRequest, *, reader: Reader) -> TakenAway:
    """The same, but for an invoice alone: its pivot or its PDF as they are."""
    taken = await _take(session, _names(wanted), wanted.format, reader)
    alone = taken[0] if len(taken) == 1 else None
    if alone and wanted.format == "pivot":
        pivot = await _in_turn(pivot_of, alone.invoice, alone.files)
        return TakenAway(f"{alone.stem}.xml", _XML, pivot)
    if alone and len(alone.pdfs) == 1:
        return TakenAway(f"{alone.stem}.pdf", _PDF, path_of(alone.pdfs[0].sha256))
    return TakenAway("factures.zip", _ZIP, await _zip(taken, wanted), temporary=True)


async def name_of(session: AsyncSession, wanted: DownloadRequest, *, reader: Reader) -> str:
    """The name of what `file_of` would give; the same errors, without writing anything."""
    taken = await _take(session, _names(wanted), wanted.format, reader)
    alone = taken[0] if len(taken) == 1 else None
    if wanted.format == "pdf":
        _require_pdfs(taken)
        return f"{alone.stem}.pdf" if alone and len(alone.pdfs) == 1 else "factures.zip"
    await _require_pivots(taken)
    return f"{alone.stem}.xml" if alone else "factures.zip"


async def _require_pivots(taken: Sequence[_Taken]) -> None:
    """Every one that cannot be written is told at once, so that the others may be asked for."""
    refused: list[PivotIncompleteError] = []
    for item in taken:  # the format wants one file: the others would only be read for nothing
        try:
            await _in_turn(pivot_of, item.invoice, item.files[:1])
        except PivotIncompleteError as error:
            refused.append(error)
    if len(refused) > 1:
        raise PivotsIncompleteError([error.number for error in refused])
    if refused:
        raise refused[0]


def _names(wanted: DownloadRequest) -> Sequence[InvoiceName]:
    return list(dict.fromkeys(map(parse_name, wanted.numbers)))


async def _zip(taken: Sequence[_Taken], wanted: DownloadRequest) -> Path:
    if wanted.format == "pdf":
        _require_pdfs(taken)
    write = _zip_pdfs if wanted.format == "pdf" else _zip_pivots
    return await _in_turn(write, taken)


async def _in_turn[**P, T](write: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    running = asyncio.get_running_loop()
    return await running.run_in_executor(_writer, partial(write, *args, **kwargs))


def _require_pdfs(taken: Sequence[_Taken]) -> None:
    missing = [item.invoice.number for item in taken if not item.pdfs]
    if missing:
        raise PdfMissingError(missing)


async def _take(
    session: AsyncSession, names: Sequence[InvoiceName], wanted: _Format, reader: Reader
) -> Sequence[_Taken]:
    repository = ActionRepository(session)
    taken: list[_Taken] = []
    for name in names:
        invoice = await look(session, name, reader)
        taken.append(_Taken(invoice, await repository.list_attachments(invoice)))
    if sum(file.size for item in taken for file in item.leaving(wanted)) > _MAX_BYTES:
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
