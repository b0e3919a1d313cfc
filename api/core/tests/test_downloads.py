"""Files of others leave as files, whatever they hold."""

from pathlib import Path

import pytest

from api.core.downloads import download


@pytest.fixture
def path(tmp_path: Path) -> Path:
    kept = tmp_path / "kept"
    kept.write_bytes(b"contenu")
    return kept


@pytest.mark.parametrize(
    "active", ["text/html", "application/xhtml+xml", "image/svg+xml", "application/xml"]
)
def test_what_a_browser_could_run_is_not_said_to_be_that(path: Path, active: str) -> None:
    assert download(path, "page", active).media_type == "application/octet-stream"


def test_anything_else_keeps_its_type(path: Path) -> None:
    assert download(path, "facture.pdf", "application/pdf").media_type == "application/pdf"


def test_it_is_saved_under_its_name(path: Path) -> None:
    answer = download(path, "facture.pdf", "application/pdf")

    assert answer.headers["content-disposition"] == 'attachment; filename="facture.pdf"'


def test_it_can_do_nothing_and_is_kept_nowhere(path: Path) -> None:
    headers = download(path, "facture.pdf", "application/pdf").headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["cache-control"] == "private, no-store"
