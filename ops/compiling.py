"""Compiles the knowledge only when something that it is made of has changed."""

import hashlib
from pathlib import Path

from ops.layout import BOT, ROOT

STAMP = ROOT / "build" / "knowledge.stamp"
INPUTS = ("knowledge/*.py", "knowledge/*.yml", "knowledge/entries/**/*.md")
OUTPUTS = (
    ROOT / "build" / "knowledge.json",
    BOT / "data" / "generated" / "faq.yml",
    BOT / "domain" / "generated" / "faq.yml",
)


def is_compiled() -> bool:
    """The outputs are there, as they were made from the present inputs."""
    if not STAMP.exists() or not all(path.exists() for path in OUTPUTS):
        return False
    return STAMP.read_text(encoding="utf-8") == _fingerprint()


def note_compiled() -> None:
    STAMP.write_text(_fingerprint(), encoding="utf-8")


def _fingerprint() -> str:
    digest = hashlib.sha256()
    inputs = sorted(path for pattern in INPUTS for path in ROOT.glob(pattern))
    for path in [*inputs, *OUTPUTS]:
        digest.update(_name(path) + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _name(path: Path) -> bytes:
    return str(path.relative_to(ROOT)).encode()
