"""Bytes kept once, under their SHA-256."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import IO
from uuid import uuid4

_CHUNK = 1024 * 1024


def sha256_of(source: IO[bytes]) -> str:
    """Of what `source` holds from its beginning (blocking: call it in a thread)."""
    source.seek(0)
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def keep_bytes(source: IO[bytes], folder: Path, sha256: str) -> None:
    """Store what `source` holds, and `sha256_of` has told (blocking: call it in a thread).

    They are there before the row that names them, and outlive a transaction that failed: the same
    bytes sent again find them in place.
    """
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"partial-{uuid4().hex}"
    source.seek(0)
    with partial.open("wb") as file:
        shutil.copyfileobj(source, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / sha256)
