"""Messages and what is to be made of them, one table a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List, Text

from ruamel.yaml import YAML

_HERE = Path(__file__).resolve().parent


def table(name: Text) -> List[Any]:
    return read(_HERE / f"{name}.yml")


def read(path: Path) -> List[Any]:
    return list(YAML(typ="safe").load(path))
