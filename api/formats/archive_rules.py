"""What an archive may contain, whatever its kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from api.formats import limits
from api.formats.errors import RefusedFileError
from api.formats.refusals import Refusal

CHUNK = 64 * 1024
_FORBIDDEN_START = re.compile(r"[/\\]|[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_ARCHIVES = re.compile(r"\.(zip|tar|gz|tgz|bz2|xz|zst|7z|rar|jar)$", re.IGNORECASE)
_OFFICE = re.compile(r"\.(docx|xlsx|pptx|ppsx|odt|ods|odp)$", re.IGNORECASE)
_ZIPS, _GZIP, _BZIP2 = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b", b"BZh"
_MAGICS = (*_ZIPS, _GZIP, _BZIP2, b"\xfd7zXZ\x00", b"7z\xbc\xaf", b"Rar!")
_TAR_MARK, _TAR_MARK_AT = b"ustar", 257


@dataclass(frozen=True, slots=True)
class Entry:
    """A regular file that has been admitted; `chunks` are to be read before the next entry."""

    path: str
    size: int
    chunks: Iterator[bytes]

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


class Gate:
    """Admits the files of one archive, by what their headers declare, and counts them."""

    def __init__(self) -> None:
        self._members = 0
        self._bytes = 0

    def admit(self, path: str, size: int) -> str:
        """The path, with « / » only.

        Raises:
            RefusedFileError: a path that leaves the archive, one file too many or too large.
        """
        self._members += 1
        if self._members > limits.MAX_MEMBERS:
            raise RefusedFileError.of(Refusal.ARCHIVE_TOO_MANY)
        clean = checked_path(path)
        if size > limits.MAX_FILE_BYTES:
            raise RefusedFileError.of(Refusal.ARCHIVE_MEMBER_TOO_LARGE)
        self._bytes += size
        if self._bytes > limits.MAX_EXPANDED_BYTES:
            raise RefusedFileError.of(Refusal.ARCHIVE_TOO_LARGE)
        return clean


def checked_path(path: str) -> str:
    """The path, with « / » only, if it is relative and stays in the archive."""
    clean = path.replace("\\", "/")
    if _FORBIDDEN_START.match(path) or _CONTROL.search(path) or ".." in clean.split("/"):
        raise RefusedFileError.of(Refusal.ARCHIVE_PATH)
    if not clean.strip("/ "):
        raise RefusedFileError.of(Refusal.ARCHIVE_PATH)
    return clean


def is_system_file(path: str) -> bool:
    """A file that an operating system adds to archives by itself, and that nobody means."""
    first, last = path.partition("/")[0], path.rpartition("/")[2]
    return first == "__MACOSX" or last.lower() in _SYSTEM_FILES


def check_ratio(compressed: int, expanded: int) -> None:
    """Refuse what grows beyond reason; small files are left alone."""
    if expanded > limits.RATIO_FREE_BYTES and expanded > limits.MAX_RATIO * compressed:
        raise RefusedFileError.of(Refusal.ARCHIVE_BOMB)


def is_archive(path: str, head: bytes) -> bool:
    """Whether a member is itself an archive; office documents are zips that are none."""
    if _ARCHIVES.search(path):
        return True
    marked = head.startswith(_MAGICS) or head[_TAR_MARK_AT:].startswith(_TAR_MARK)
    return marked and not _OFFICE.search(path)
