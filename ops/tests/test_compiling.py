"""The knowledge is compiled again when an entry or an output changed, and only then."""

from pathlib import Path

import pytest

from ops import compiling


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    entry = tmp_path / "knowledge" / "entries" / "account" / "a.md"
    output = tmp_path / "build" / "knowledge.json"
    for path in (entry, output):
        path.parent.mkdir(parents=True)
        path.write_text("un", encoding="utf-8")
    monkeypatch.setattr(compiling, "ROOT", tmp_path)
    monkeypatch.setattr(compiling, "OUTPUTS", (output,))
    monkeypatch.setattr(compiling, "STAMP", tmp_path / "build" / "knowledge.stamp")
    return tmp_path


def test_nothing_to_do_once_noted(project: Path) -> None:
    assert not compiling.is_compiled()
    compiling.note_compiled()
    assert compiling.is_compiled()


@pytest.mark.parametrize("name", ["knowledge/entries/account/a.md", "build/knowledge.json"])
def test_a_change_is_seen(project: Path, name: str) -> None:
    compiling.note_compiled()
    (project / name).write_text("deux", encoding="utf-8")
    assert not compiling.is_compiled()


def test_a_missing_output_is_seen(project: Path) -> None:
    compiling.note_compiled()
    (project / "build" / "knowledge.json").unlink()
    assert not compiling.is_compiled()
