"""A gzip stream, opened no further than asked and no larger than allowed."""

import zlib
from typing import IO

from api.formats import limits
from api.formats.archive_rules import CHUNK, check_ratio
from api.formats.errors import RefusedFileError
from api.formats.refusals import Refusal

_GZIP = 31  # for zlib: a gzip header, and the largest window
_MARK = b"\x1f\x8b"
_MAX_STREAMS = 100  # ours: streams may follow one another, empty ones cost time


class Gunzip:
    """Reads forward only. Raises RefusedFileError when damaged, truncated or growing too large."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._engine = zlib.decompressobj(_GZIP)
        self._pending = b""
        self._streams = 1
        self._taken = 0
        self._given = 0
        self._ended = False

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes, fewer only at the end."""
        parts = bytearray()
        while len(parts) < size and not self._ended:
            parts += self._some(size - len(parts))
        return bytes(parts)

    def drain(self) -> None:
        """Go to the end, so that a truncated or falsified tail is seen."""
        while self.read(CHUNK):
            pass

    def _some(self, size: int) -> bytes:
        if self._engine.eof and not self._next_stream():
            self._ended = True
            return b""
        source = self._engine.unconsumed_tail or self._pending or self._take()
        self._pending = b""
        if not source:
            raise RefusedFileError.of(Refusal.ARCHIVE_DAMAGED)
        try:
            opened = self._engine.decompress(source, size)
        except zlib.error as error:
            raise RefusedFileError.of(Refusal.ARCHIVE_DAMAGED) from error
        self._count(len(opened))
        return opened

    def _next_stream(self) -> bool:
        rest = (self._engine.unused_data or self._take()).lstrip(b"\0")
        if len(rest) < len(_MARK):
            rest += self._take()
        if not rest.startswith(_MARK):
            return False
        self._streams += 1
        if self._streams > _MAX_STREAMS:
            raise RefusedFileError.of(Refusal.ARCHIVE_TOO_MANY)
        self._engine, self._pending = zlib.decompressobj(_GZIP), rest
        return True

    def _take(self) -> bytes:
        taken = self._file.read(CHUNK)
        self._taken += len(taken)
        return taken

    def _count(self, given: int) -> None:
        self._given += given
        if self._given > limits.MAX_EXPANDED_BYTES:
            raise RefusedFileError.of(Refusal.ARCHIVE_TOO_LARGE)
        check_ratio(self._taken, self._given)
