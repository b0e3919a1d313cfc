"""Lots: zip and tar.gz, walked through without ever being unpacked on a disk.

An archive is checked to its end before its first file comes out, so that whoever imports it never
has to undo what a hostile archive began. Memory holds one file at a time.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO

from api.formats import limits
from api.formats.archive_rules import Entry, is_archive
from api.formats.detection import Container, container_of
from api.formats.errors import RefusedFileError
from api.formats.model import Member
from api.formats.refusals import Refusal
from api.formats.tar_reading import tar_entries
from api.formats.zip_reading import zip_entries

type Source = Path | str | IO[bytes]
_HEAD = 1024
_READERS: dict[Container, Callable[[IO[bytes]], Iterator[Entry]]] = {
    Container.ZIP: zip_entries,
    Container.TAR_GZ: tar_entries,
}


def members(source: Source, name: str, *, nested: bool = False) -> Iterator[Member]:
    """The regular files of an archive, given by its path or as a seekable file.

    `name` is the one its owner gave it: its extension must fit. Directories, and what systems add
    by themselves (`__MACOSX`, `.DS_Store`…), are passed over. Archives inside are refused unless
    `nested`. A file object is left open, and must not be used before the last member.

    Raises:
        RefusedFileError: at once, whatever is wrong anywhere in the archive.
    """
    with _opened(source) as file:
        reader = _reader_of(file, name)
        if not _check_all(reader(file), nested=nested):
            raise RefusedFileError.of(Refusal.ARCHIVE_EMPTY)
    return _contents(source, reader)


def _opened(source: Source) -> AbstractContextManager[IO[bytes]]:
    return Path(source).open("rb") if isinstance(source, (str, Path)) else nullcontext(source)


def _reader_of(file: IO[bytes], name: str) -> Callable[[IO[bytes]], Iterator[Entry]]:
    if file.seek(0, 2) > limits.MAX_ARCHIVE_BYTES:
        raise RefusedFileError.of(Refusal.ARCHIVE_TOO_LARGE)
    file.seek(0)
    container = container_of(file.read(_HEAD), name)
    file.seek(0)
    if container not in _READERS:
        raise RefusedFileError.of(Refusal.EXTENSION_MISMATCH)
    return _READERS[container]


def _check_all(entries: Iterator[Entry], *, nested: bool) -> int:
    """Read everything once, keeping nothing; how many files there are."""
    count = 0
    for entry in entries:
        count += 1
        head = next(entry.chunks, b"")
        if not nested and is_archive(entry.path, head):
            raise RefusedFileError.of(Refusal.ARCHIVE_NESTED)
        for _ in entry.chunks:
            pass
    return count


def _contents(source: Source, reader: Callable[[IO[bytes]], Iterator[Entry]]) -> Iterator[Member]:
    with _opened(source) as file:
        file.seek(0)
        for entry in reader(file):
            yield Member(entry.name, entry.path, b"".join(entry.chunks))
