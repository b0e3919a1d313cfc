import pytest
from components.french_text import normalise


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("G pa reçu le MDP", "j ai pa recu le mot de passe"),
        ("Où en est ma facture n° 201700100376 ?", "ou en est ma facture n grandnumero"),
        ("et la 124 ?", "et la petitnumero"),
        ("SIRET 223 100 017 00423", "siret numsiret"),
        ("l’œuvre", "l oeuvre"),
        ("cadre A12", "cadre a12"),
        ("c’est quoi le cadre A 15", "c est quoi le cadre a15"),
        ("30 jours", "30 jours"),
        ("   ", ""),
    ],
)
def test_one_form_for_all_spellings(typed: str, expected: str) -> None:
    assert normalise(typed) == expected
