"""A zip, entry by entry. The directory is sized up before `zipfile` loads it in memory."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import IO

from api.formats import limits
from api.formats.archive_rules import CHUNK, Entry, Gate, check_ratio, is_system_file
from api.formats.errors import RefusedFileError
from api.formats.refusals import Refusal

_END_SIZE = 22
_END_MARK = b"PK\x05\x06"
_LONG_MARK = b"PK\x06\x07"
_LONG_SIZE = 20
_MAX_COMMENT = 65_535
# A directory entry is 46 bytes, a name and extra fields: this leaves a thousand of them room.
_DIRECTORY_BYTES = limits.MAX_MEMBERS * 1024
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


def zip_entries(file: IO[bytes]) -> Iterator[Entry]:
    """The regular files of a zip, admitted one by one.

    Raises:
        RefusedFileError: damaged, hostile or beyond the limits.
    """
    with _damaged_if_it_fails():
        _check_directory(file)
        with zipfile.ZipFile(file) as archive:
            gate = Gate()
            for info in archive.infolist():
                path = gate.admit(info.orig_filename, info.file_size)
                _check(info)
                if not info.is_dir() and not is_system_file(path):
                    yield Entry(path, info.file_size, _chunks(archive, info))


@contextmanager
def _damaged_if_it_fails() -> Generator[None]:
    try:
        yield
    except _FAULTS as error:
        raise RefusedFileError.of(Refusal.ARCHIVE_DAMAGED) from error


def _check_directory(file: IO[bytes]) -> None:
    """Find the end record as `zipfile` does, and refuse a directory it should not load."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_SIZE - _MAX_COMMENT))
    tail = file.read()
    at = len(tail) - _END_SIZE
    if not (tail[at:].startswith(_END_MARK) and tail.endswith(b"\0\0")):
        at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise RefusedFileError.of(Refusal.ARCHIVE_DAMAGED)
    if tail[max(0, at - _LONG_SIZE) : at].startswith(_LONG_MARK):
        raise RefusedFileError.of(Refusal.ARCHIVE_METHOD)
    count, directory_size = struct.unpack("<HL", tail[at + 10 : at + 16])
    if count > limits.MAX_MEMBERS or directory_size > _DIRECTORY_BYTES:
        raise RefusedFileError.of(Refusal.ARCHIVE_TOO_MANY)


def _check(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise RefusedFileError.of(Refusal.ARCHIVE_ENCRYPTED)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if info.is_dir() else stat.S_IFREG):
        raise RefusedFileError.of(Refusal.ARCHIVE_LINK)
    if info.compress_type not in _METHODS:
        raise RefusedFileError.of(Refusal.ARCHIVE_METHOD)
    check_ratio(info.compress_size, info.file_size)


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content; `zipfile` stops at the declared size and checks the sum of it."""
    with _damaged_if_it_fails(), archive.open(info) as member:
        while chunk := member.read(CHUNK):
            yield chunk
