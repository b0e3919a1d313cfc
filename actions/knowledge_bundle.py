"""The knowledge bundle compiled by `knowledge`, read once per version of the file."""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

_DEFAULT = Path(__file__).resolve().parents[1] / "build" / "knowledge.json"

# What a bundle that is absent, or not what we expect, may raise.
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError)


class BundleVersion(NamedTuple):
    """A file, and when it was last changed (nanoseconds)."""

    path: Path
    changed: int


def bundle_path() -> Path:
    return Path(os.environ.get("CHORALE_KNOWLEDGE_BUNDLE") or _DEFAULT)


def read_bundle() -> dict[str, Any]:
    """As docs/architecture.md has it; raises one of UNREADABLE."""
    return _read(bundle_version())


def bundle_version() -> BundleVersion:
    """Changes whenever the file does."""
    path = bundle_path()
    return BundleVersion(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(version: BundleVersion) -> dict[str, Any]:
    return json.loads(version.path.read_text(encoding="utf-8"))
