"""docs/operations.md and the code know the same settings."""

import re
from collections.abc import Iterator
from pathlib import Path

from api.core.settings import Settings
from ops.layout import ROOT
from ops.tests.deployment import from_the_operator, services

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
_VARIABLE = re.compile(r"\b(?:CHORALE|ACTION_SERVER)_[A-Z_]*[A-Z]\b")
_FOLDERS = ("api", "actions", "knowledge", "ops", "bot/channels", "bot/components")


def read_by_the_code() -> set[str]:
    of_api = {f"CHORALE_{field.upper()}" for field in Settings.model_fields}
    return of_api.union(*(_VARIABLE.findall(path.read_text("utf-8")) for path in _sources()))


def _sources() -> Iterator[Path]:
    for folder in _FOLDERS:
        found = (ROOT / folder).rglob("*.py")
        yield from (path for path in found if "tests" not in path.parts)
    yield from (ROOT / "bot").glob("*.yml")


def _rows() -> set[str]:
    """Variables that head a row of a table."""
    heads = re.findall(r"^\| (`[^|]+) \|", OPERATIONS, re.MULTILINE)
    return {name for head in heads for name in re.findall(r"`([A-Z][A-Z_]+)`", head)}


def test_every_setting_has_its_row() -> None:
    assert (read_by_the_code() | from_the_operator()) - _rows() == set()


def test_no_row_describes_a_setting_that_is_gone() -> None:
    assert _rows() - read_by_the_code() - from_the_operator() == set()


def test_every_setting_of_the_api_can_be_given_to_its_container() -> None:
    # Inside the image the folder and the bundle never move.
    fixed = {"CHORALE_DATA_DIR", "CHORALE_KNOWLEDGE_BUNDLE"}
    of_api = {f"CHORALE_{field.upper()}" for field in Settings.model_fields}

    assert of_api - fixed <= set(services()["api"]["environment"])


def test_the_defaults_told_are_those_of_the_code() -> None:
    told = dict(re.findall(r"^\| `(CHORALE_\w+)` \| ([\d.]+)[^|]*\|", OPERATIONS, re.MULTILINE))
    numbers = {
        f"CHORALE_{name.upper()}": float(field.default)
        for name, field in Settings.model_fields.items()
        if isinstance(field.default, int | float) and not isinstance(field.default, bool)
    }

    assert {name: float(told[name]) for name in numbers} == numbers
