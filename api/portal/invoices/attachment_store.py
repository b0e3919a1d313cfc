"""The bytes of invoices' files, kept once under their SHA-256.

A file is there before the row that names it, and outlives a transaction that failed: the same
bytes sent again find it in place.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import IO
from uuid import uuid4

from api.core.settings import get_settings


def path_of(sha256: str) -> Path:
    """Where these bytes are, or would be."""
    return _folder() / sha256


def _folder() -> Path:
    return get_settings().data_dir / "invoice_files"


def keep(source: IO[bytes]) -> str:
    """Store what `source` holds from its beginning (blocking: call it in a thread); its SHA-256."""
    folder = _folder()
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
