"""What somebody wrote himself, told from what his mail program added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.mailroom.letter import MARKER
from api.mailroom.own_words import own_words

QUOTED = f"> --- {MARKER} ---\n>\n> Bonjour,\n> Quelle date ?"


@pytest.mark.parametrize(
    "text",
    [
        f"Le 3 mars.\n\nLe mar. 24 nov. 2026 à 10:00, Clara <a@b.fr> a écrit :\n{QUOTED}",
        "Le 3 mars.\n\nLe mardi 24 novembre 2026 à 10:00:12 UTC+1,\nAssistance\n<a@b.fr> a écrit "
        f":\n\n{QUOTED}",
        f"Le 3 mars.\n\nOn Tue, Nov 24, 2026 at 10:00 AM Clara <a@b.fr> wrote:\n{QUOTED}",
        "Le 3 mars.\r\n\r\n-----Message d’origine-----\r\nDe : Clara\r\nEnvoyé : mardi\r\nÀ : Anne"
        f"\r\nObjet : Re\r\n\r\n--- {MARKER} ---\r\n\r\nBonjour",
        "Le 3 mars.\n\n________________________________\nDe : Clara\nObjet : Re\n\n"
        f"--- {MARKER} ---\nBonjour",
        f"Le 3 mars.\n\n--- {MARKER.upper()} ---\nBonjour",
        "Le 3 mars.\n\n*--- repondez  au dessus de cette ligne ---*\nBonjour",
        "Le 3 mars.\n\nLe 24/11/2026 à 10:00, Clara a écrit :\n> Quelle date ?\n>\n> Merci",
        "Le 3 mars.\n\n-- \nAnne Martin\nTél. 01 02 03 04 05",
        f"{QUOTED}\n\nLe 3 mars.",
        f"> --- {MARKER} ---\n> Quelle date ?\nLe 3 mars.\n> Merci",
        "  Le 3 mars.  \n\n\n",
    ],
)
def test_own_words(text: str) -> None:
    assert own_words(text) == "Le 3 mars."


@pytest.mark.parametrize(
    "text",
    [
        "Le 3 mars, le maire a écrit ceci.\nEt rien depuis.",
        "La facture - 125 -- est là.\nDe quoi parle-t-on ?",
        "Un paragraphe.\n\nUn autre.",
        "> Quelle date ?\nLe 3 mars.",
        "Objet : la facture 125\nElle n’avance pas.",
    ],
)
def test_words_that_only_look_like_a_quotation_stay(text: str) -> None:
    assert own_words(text) == text


@pytest.mark.parametrize("text", ["", "\n \n", "> Bonjour", QUOTED, f"--- {MARKER} ---\nBonjour"])
def test_nothing_of_his_own(text: str) -> None:
    assert own_words(text) == ""


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert "\0" not in own_words(text)


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1), st.text())
def test_nothing_below_the_marker_is_taken(above: str, below: str) -> None:
    assert own_words(f"{above}\n--- {MARKER} ---\n{below}") == above
