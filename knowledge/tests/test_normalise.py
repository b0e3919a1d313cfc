import pytest

from knowledge.normalise import count_words, normalise


@pytest.mark.parametrize(
    "variant",
    ["L’état d’une FACTURE ?", "l'etat   d'une facture", "  L`ÉTAT, d-une « facture » ! "],
)
def test_case_accents_apostrophes_and_punctuation_do_not_count(variant: str) -> None:
    assert normalise(variant) == "l etat d une facture"


def test_ligatures_are_spelt_out() -> None:
    assert normalise("maître d’œuvre") == "maitre d oeuvre"


def test_nothing_but_punctuation_is_empty() -> None:
    assert normalise(" ?! … ») ") == ""


def test_lone_punctuation_is_not_a_word() -> None:
    assert count_words("Ouvrez « Factures émises » : cliquez – deux fois.") == 6
