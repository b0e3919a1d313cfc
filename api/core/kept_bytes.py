"""Bytes kept once, under their SHA-256."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import IO
from uuid import uuid4


def keep_bytes(source: IO[bytes], folder: Path) -> str:
    """Store what `source` holds from its beginning (blocking: call it in a thread); its SHA-256.

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
    with partial.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    partial.replace(folder / sha256)
    return sha256
