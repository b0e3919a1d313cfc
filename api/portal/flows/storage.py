"""Where a deposited file lies until its flow is settled: beside the database, under its own id."""

import hashlib
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class Deposit:
    """The file as it came, what was read in it, and the pieces it carried."""

    folder: Path

    @classmethod
    def of(cls, data_dir: Path, file_id: str) -> "Deposit":
        return cls(data_dir / "flows" / file_id)

    @property
    def source(self) -> Path:
        return self.folder / "source"

    @property
    def frames(self) -> Path:
        """One `frames.Frame` a line; there only once the whole file was read."""
        return self.folder / "frames"

    @property
    def pieces(self) -> Path:
        """A folder of files named by their SHA-256."""
        return self.folder / "pieces"

    def remove(self) -> None:
        """Blocking: call it in a thread."""
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`size` is in bytes, `sha256` in hexadecimal."""

    file_id: str
    size: int
    sha256: str


def abandoned(data_dir: Path, kept: Collection[str], before: float) -> list[Path]:
    """Folders older than `before` (a time of the disk) that no unsettled flow keeps."""
    folder = data_dir / "flows"
    if not folder.is_dir():
        return []
    return [
        each for each in folder.iterdir() if each.name not in kept and each.stat().st_mtime < before
    ]


def store(source: IO[bytes], data_dir: Path) -> StoredFile:
    """Copy a received file to its place (blocking: call it in a thread)."""
    file_id = str(uuid4())
    target = Deposit.of(data_dir, file_id)
    target.folder.mkdir(parents=True)
    source.seek(0)
    with target.source.open("wb") as file:
        shutil.copyfileobj(source, file)
        size = file.tell()
    with target.source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return StoredFile(file_id, size, digest)
