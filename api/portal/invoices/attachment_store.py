"""The bytes of invoices' files, kept once under their SHA-256."""

from pathlib import Path
from typing import IO

from api.core.kept_bytes import keep_bytes, sha256_of
from api.core.settings import get_settings


def path_of(sha256: str) -> Path:
    """Where these bytes are, or would be."""
    return _folder() / sha256


def _folder() -> Path:
    return get_settings().data_dir / "invoice_files"


def keep(source: IO[bytes]) -> str:
    """Store what `source` holds from its beginning (blocking: call it in a thread); its SHA-256."""
    sha256 = sha256_of(source)
    keep_bytes(source, _folder(), sha256)
    return sha256
