"""The joined copy of the widget: one file to ask for instead of thirty, used while it is fresh.

`python -m ops.widget` writes it. Without it, or once a module has changed, browsers get the
modules themselves, which do the same.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

MODULES = Path(__file__).parent / "widget"
FOLDER = Path(__file__).parents[2] / "build" / "widget"
STAMP = "stamp"
# What a page loads first, and what is loaded when it is opened. Each holds all that it imports:
# a page left open over an upgrade may ask for the new version of the second.
ENTRIES = ("chorale.js", "panel.js")


def joined(name: str) -> Path | None:
    """The file that stands for the module of that name; None: the module itself is to be used."""
    return FOLDER / name if name in ENTRIES and is_fresh() else None


def is_fresh() -> bool:
    """The copy was made from the modules as they are now."""
    stamp = FOLDER / STAMP
    if not stamp.exists() or not all((FOLDER / entry).exists() for entry in ENTRIES):
        return False
    changed = max(path.stat().st_mtime_ns for path in MODULES.glob("*.js"))
    return stamp.read_text(encoding="utf-8") == _fingerprint(changed)


@lru_cache(maxsize=2)
def _fingerprint(_changed: int) -> str:
    """Of the modules' contents, as `ops/widget_joining.cjs` writes it."""
    digest = hashlib.sha256()
    for path in sorted(MODULES.glob("*.js")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
