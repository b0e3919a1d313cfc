"""A tar.gz, read forward in one pass.

Not `tarfile.open`: it loads extended headers whole, however large they claim to be. Its parser of
single headers is used.
"""

import tarfile
from collections.abc import Iterator
from typing import IO

from api.formats import limits
from api.formats.archive_rules import CHUNK, Entry, Gate, is_system_file
from api.formats.errors import RefusedFileError
from api.formats.gunzip import Gunzip
from api.formats.refusals import Refusal

_BLOCK = tarfile.BLOCKSIZE
_MAX_HEADER = 64 * 1024  # ours: a long name is a few hundred bytes
_MAX_HEADERS = 3 * limits.MAX_MEMBERS  # a member may have a long name and extended attributes
_REGULAR = (tarfile.REGTYPE, tarfile.AREGTYPE)
_LONG_NAME = tarfile.GNUTYPE_LONGNAME
_EXTENDED, _GLOBAL = tarfile.XHDTYPE, tarfile.XGLTYPE


def tar_entries(file: IO[bytes]) -> Iterator[Entry]:
    """The regular files of a tar.gz, admitted one by one.

    Raises:
        RefusedFileError: damaged, hostile or beyond the limits.
    """
    stream, gate = Gunzip(file), Gate()
    renamed: dict[str, str] = {}
    for _ in range(_MAX_HEADERS):
        header = _header(stream)
        if header is None:
            stream.drain()
            return
        if header.type in (_LONG_NAME, _EXTENDED, _GLOBAL):
            renamed |= _extension(header, stream)
            continue
        path = gate.admit(renamed.get("path", header.name), _size(header, renamed))
        size, renamed = _size(header, renamed), {}
        if _is_kept(header, path):
            yield Entry(path, size, _content(stream, size))
            _skip(stream, _padding(size))
        else:
            _skip(stream, size + _padding(size))
    raise RefusedFileError.of(Refusal.ARCHIVE_TOO_MANY)


def _header(stream: Gunzip) -> tarfile.TarInfo | None:
    block = stream.read(_BLOCK)
    if not block.strip(b"\0"):  # the end, said by an empty block or by nothing more
        return None
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "replace")
    except (tarfile.TarError, ValueError, OverflowError) as error:
        raise RefusedFileError.of(Refusal.ARCHIVE_DAMAGED) from error


def _is_kept(header: tarfile.TarInfo, path: str) -> bool:
    """False for a directory or a system's file.

    Raises:
        RefusedFileError: a link, a device, a sparse file.
    """
    if header.type == tarfile.DIRTYPE or path.endswith("/"):
        return False
    if header.type not in _REGULAR:
        raise RefusedFileError.of(Refusal.ARCHIVE_LINK)
    return not is_system_file(path)


def _extension(header: tarfile.TarInfo, stream: Gunzip) -> dict[str, str]:
    """What an extended header changes in the next one: its path, its size."""
    if not 0 <= header.size <= _MAX_HEADER:
        raise RefusedFileError.of(Refusal.ARCHIVE_DAMAGED)
    body = stream.read(header.size)
    _skip(stream, _padding(header.size))
    if header.type == _LONG_NAME:
        return {"path": body.rstrip(b"\0").decode("utf-8", "replace")}
    records = dict(_records(body))
    if any(key.startswith("GNU.sparse") for key in records):
        raise RefusedFileError.of(Refusal.ARCHIVE_LINK)
    return {key: records[key] for key in ("path", "size") if key in records}


def _records(body: bytes) -> Iterator[tuple[str, str]]:
    """The « length key=value » lines of a POSIX extended header."""
    while body.strip(b"\0"):
        digits, _, _ = body.partition(b" ")
        length = int(digits) if digits.isdigit() and len(digits) < 6 else 0
        line, body = body[len(digits) + 1 : length - 1], body[length:]
        key, separator, value = line.partition(b"=")
        if length <= len(digits) or not separator:
            raise RefusedFileError.of(Refusal.ARCHIVE_DAMAGED)
        yield key.decode("utf-8", "replace"), value.decode("utf-8", "replace")


def _size(header: tarfile.TarInfo, renamed: dict[str, str]) -> int:
    text = renamed.get("size", "")
    size = int(text) if text.isdecimal() and len(text) < 16 else header.size
    if size < 0:
        raise RefusedFileError.of(Refusal.ARCHIVE_DAMAGED)
    return size


def _content(stream: Gunzip, size: int) -> Iterator[bytes]:
    while size:
        chunk = stream.read(min(CHUNK, size))
        if not chunk:
            raise RefusedFileError.of(Refusal.ARCHIVE_DAMAGED)
        size -= len(chunk)
        yield chunk


def _skip(stream: Gunzip, size: int) -> None:
    for _ in _content(stream, size):
        pass


def _padding(size: int) -> int:
    return -size % _BLOCK
