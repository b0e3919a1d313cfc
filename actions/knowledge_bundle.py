"""The knowledge bundle compiled by `knowledge`, read once per version of the file."""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

_DEFAULT = Path(__file__).resolve().parents[1] / "build" / "knowledge.json"

# What a bundle that is absent, or not what we expect, may raise.
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError)


def bundle_path() -> Path:
    return Path(os.environ.get("CHORALE_KNOWLEDGE_BUNDLE") or _DEFAULT)


def read_bundle() -> dict[str, Any]:
    """As docs/architecture.md has it; raises one of UNREADABLE."""
    path = bundle_path()
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> dict[str, Any]:
    """`_changed` (mtime) makes a new bundle be read again."""
    return json.loads(path.read_text(encoding="utf-8"))
