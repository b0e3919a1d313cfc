"""A file's own name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.file_name import own_name


@pytest.mark.parametrize(
    ("given_as", "own"),
    [
        ("facture.pdf", "facture.pdf"),
        ("/tmp/facture.pdf", "facture.pdf"),
        ("C:\\Users\\moi\\facture.pdf", "facture.pdf"),
        ("dossier/", ""),
        ("  ma \n facture.pdf ", "ma facture.pdf"),
        ("fac\x00ture.pdf", "facture.pdf"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_name_is_without_folders_on_one_line(given_as: str | None, own: str) -> None:
    assert own_name(given_as) == own


@given(st.text())
def test_an_own_name_is_its_own_name(name: str) -> None:
    assert own_name(own_name(name)) == own_name(name)
