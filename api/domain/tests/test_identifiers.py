"""Identifiers of structures: their kinds, and what is said of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.identifiers import IdentifierType, has_right_key, judge


def test_the_seven_kinds_have_the_codes_of_the_xml_files() -> None:
    assert {item.xml_code: item.value for item in IdentifierType} == {
        1: "SIRET",
        2: "UE_HORS_FRANCE",
        3: "HORS_UE",
        4: "RIDET",
        5: "TAHITI",
        6: "AUTRE",
        7: "PARTICULIER",
    }


@pytest.mark.parametrize("code", [0, 8, -1])
def test_another_xml_code_is_refused(code: int) -> None:
    with pytest.raises(ValueError, match=str(code)):
        IdentifierType.of_xml_code(code)


def test_only_a_siret_receives_invoices() -> None:
    assert [item for item in IdentifierType if item.may_receive] == [IdentifierType.SIRET]


@pytest.mark.parametrize(
    "siret",
    [
        *("22310001700423", "22310001700456", "22310001700183", "22310001700696"),
        *("22310001700761", "22310001700167", "22310001700225", "22310001700449"),
        "253 101 976 00020",
    ],
)
def test_real_sirets_pass_without_a_word(siret: str) -> None:
    judged = judge(IdentifierType.SIRET, siret)

    assert (judged.value, judged.problem, judged.warning) == (siret.replace(" ", ""), None, None)


@pytest.mark.parametrize("siret", ["00000000108396", "00000000169959"])
def test_test_sirets_are_warned_about_and_never_blocked(siret: str) -> None:
    judged = judge(IdentifierType.SIRET, siret)

    assert judged.problem is None
    assert judged.warning == (
        "La clé de contrôle de ce SIRET n’est pas bonne : vérifiez la saisie."
    )


@pytest.mark.parametrize("typed", ["", "  ", "223100017", "2231000170042A", "2231000170042³"])
def test_what_is_no_siret_is_a_problem(typed: str) -> None:
    assert judge(IdentifierType.SIRET, typed).problem is not None


@pytest.mark.parametrize(
    "kind", [item for item in IdentifierType if item is not IdentifierType.SIRET]
)
def test_another_identifier_is_taken_as_written(kind: IdentifierType) -> None:
    judged = judge(kind, " be 0123.456-749 ")

    assert (judged.value, judged.problem, judged.warning) == ("BE0123.456-749", None, None)


def test_an_identifier_of_81_characters_is_too_long() -> None:
    assert judge(IdentifierType.OTHER, "x" * 81).problem is not None


@pytest.mark.parametrize("siret", ["22310001700423", "25310197600020", "35600000000048"])
def test_the_key_of_a_real_siret_is_right(siret: str) -> None:
    assert has_right_key(siret)


@given(st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(place: int, shift: int) -> None:
    right = "22310001700423"
    wrong = str((int(right[place]) + shift) % 10)

    assert not has_right_key(right[:place] + wrong + right[place + 1 :])


@given(st.sampled_from(IdentifierType), st.text())
def test_whatever_is_typed_gets_a_judgement(kind: IdentifierType, typed: str) -> None:
    judged = judge(kind, typed)

    assert judge(kind, judged.value) == judged
