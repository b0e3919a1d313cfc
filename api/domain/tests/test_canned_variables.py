from hypothesis import given
from hypothesis import strategies as st

from api.domain.canned_variables import VARIABLES, fill, unknown_variables


def test_what_is_known_is_put_in() -> None:
    filled = fill("Bonjour {nom}, facture {facture}.", {"nom": "Anne", "facture": "F-1"})

    assert (filled.text, filled.missing) == ("Bonjour Anne, facture F-1.", ())


def test_a_greeting_goes_without_an_unknown_name() -> None:
    assert fill("Bonjour {nom}, je lis.", {"nom": None}).text == "Bonjour, je lis."


def test_what_is_missing_stays_and_is_told_once() -> None:
    filled = fill("{facture} et {facture}", {"facture": None})

    assert (filled.text, filled.missing) == ("{facture} et {facture}", ("facture",))


def test_a_value_is_never_read_as_a_variable() -> None:
    filled = fill("{structure}", {"structure": "{agent}", "agent": "Camille"})

    assert (filled.text, filled.missing) == ("{agent}", ())


def test_unknown_variables_are_named() -> None:
    assert unknown_variables("{nom} {prenom} { nom}") == {"prenom", " nom"}


@given(st.text(max_size=200), st.dictionaries(st.sampled_from(VARIABLES), st.text(min_size=1)))
def test_a_text_without_braces_is_left_alone(text: str, values: dict[str, str | None]) -> None:
    plain = text.replace("{", "").replace("}", "")

    assert fill(plain, values).text == plain
    assert fill(plain, values).missing == ()
