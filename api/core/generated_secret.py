"""A key that nobody set: made once, and the same for every process that shares the folder."""

import fcntl
import os
import secrets
from pathlib import Path


def generated_secret(path: Path) -> str:
    """What the file holds; 64 characters, written there by the first who asks."""
    if not path.exists() or not path.stat().st_size:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_once(path)
    return path.read_text(encoding="utf-8")


def _write_once(path: Path) -> None:
    """Processes that start together wait for each other; what a dead one left empty is filled."""
    with path.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if path.stat().st_size:
            return
        path.chmod(0o600)
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
