"""Reads the files that describe a deployment, as the tests look at them."""

import re
import shlex
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ops.layout import ROOT

PROGRAMS = ("api", "actions", "bot")
_VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(:[-?][^}]*)?\}")


@lru_cache
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def services() -> dict[str, dict[str, Any]]:
    return compose()["services"]


def interpolated() -> dict[str, set[str]]:
    """Variables that compose replaces, each with what follows its name: `:-default`, `:?why`."""
    found: dict[str, set[str]] = {}
    for name, rest in _VARIABLE.findall((ROOT / "docker-compose.yml").read_text(encoding="utf-8")):
        found.setdefault(name, set()).add(rest)
    return found


def from_the_operator() -> set[str]:
    """Variables read from `.env`: replaced, or handed over without a value of our own."""
    handed = {
        name
        for service in services().values()
        for name, value in service.get("environment", {}).items()
        if value is None
    }
    return handed | set(interpolated())


def example_variables() -> dict[str, str]:
    """`.env.example`: what it sets, and what it shows commented out."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^#?([A-Z_]+)=(.*)$", text, re.MULTILINE))


def dockerfiles() -> list[Path]:
    return sorted((ROOT / "ops" / "docker").glob("*.Dockerfile"))


def copied(dockerfile: Path) -> Iterator[str]:
    """Paths that a Dockerfile takes from the repository."""
    for line in _instructions(dockerfile, "COPY"):
        words = shlex.split(line)
        if not words[0].startswith("--from"):
            yield from words[:-1]


def last_user(dockerfile: Path) -> str | None:
    """The user of the final stage."""
    final = dockerfile.read_text(encoding="utf-8").rpartition("\nFROM ")[2]
    return next(iter(reversed(re.findall(r"^USER (\S+)$", final, re.MULTILINE))), None)


def _instructions(dockerfile: Path, name: str) -> list[str]:
    text = dockerfile.read_text(encoding="utf-8").replace("\\\n", " ")
    return re.findall(rf"^{name} (.+)$", text, re.MULTILINE)
