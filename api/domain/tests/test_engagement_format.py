import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.engagement_format import (
    EngagementFormat,
    TypingFault,
    fits,
    format_of,
    read_engagement,
)
from api.domain.recipient_type import RecipientType

_CD31 = "22310001700423"
_OTHER = "21310555400015"


def _format(siret: str, kind: RecipientType | None = None) -> EngagementFormat:
    expected = format_of(siret, kind)
    assert expected is not None
    return expected


_DEPARTMENT = _format(_CD31)
_STATE = _format(_OTHER, RecipientType.STATE)


@pytest.mark.parametrize(
    "typed", ["CP2020/X123456/1", "AP2020/1234", "CP2019/X12345/1", "CP2017/R104512/1"]
)
def test_the_published_examples_of_the_department_have_no_fault(typed: str) -> None:
    assert read_engagement(typed, _DEPARTMENT).faults == ()


@pytest.mark.parametrize(
    ("typed", "fault", "corrected"),
    [
        ("cp2020/x123456/1", TypingFault.LOWER_CASE, "CP2020/X123456/1"),
        ("CP 2020 / X123456 / 1", TypingFault.SPACES, "CP2020/X123456/1"),
        (" AP2020/1234", TypingFault.SPACES, "AP2020/1234"),
        ("AP2020/1234\u00a0", TypingFault.SPACES, "AP2020/1234"),
        ("bon de commande CP2020/X123456/1", TypingFault.ADDED_TEXT, "CP2020/X123456/1"),
        ("CP2020/X123456/1 (BDC)", TypingFault.ADDED_TEXT, "CP2020/X123456/1"),
        ("n°AP2020/1234", TypingFault.ADDED_TEXT, "AP2020/1234"),
        ("CP2O20/X123456/1", TypingFault.ZERO_OR_O, "CP2020/X123456/1"),
        ("AP2020/123O", TypingFault.ZERO_OR_O, "AP2020/1230"),
        ("CP2020/0123456/1", TypingFault.ZERO_OR_O, "CP2020/O123456/1"),
        ("CP2020-X123456-1", TypingFault.SEPARATOR, "CP2020/X123456/1"),
    ],
)
def test_a_slip_is_named_and_corrected(typed: str, fault: TypingFault, corrected: str) -> None:
    read = read_engagement(typed, _DEPARTMENT)

    assert read.faults == (fault,)
    assert read.corrected == corrected


def test_several_slips_are_all_named() -> None:
    read = read_engagement("commande cp2o20 / x123456 / 1", _DEPARTMENT)

    assert set(read.faults) == {
        TypingFault.SPACES,
        TypingFault.LOWER_CASE,
        TypingFault.ADDED_TEXT,
        TypingFault.ZERO_OR_O,
    }
    assert read.corrected == "CP2020/X123456/1"


@pytest.mark.parametrize(
    "typed",
    ["X123456", "19M123", "AP2020/12345", "AP2020/1234 5", "CP2020/X1234567/1", "2412345673"],
)
def test_nothing_is_guessed_from_a_number_of_another_form(typed: str) -> None:
    read = read_engagement(typed, _DEPARTMENT)

    assert read.faults == (TypingFault.OTHER_FORMAT,)
    assert read.corrected is None


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [("24 1234 5673", "2412345673"), ("EJ 2412345673", "2412345673"), ("241234567O", "2412345670")],
)
def test_the_state_writes_ten_digits(typed: str, corrected: str) -> None:
    assert read_engagement(typed, _STATE).corrected == corrected


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_a_blank_number_is_missing_rather_than_misspelt(typed: str) -> None:
    assert read_engagement(typed, _DEPARTMENT).faults == ()


@pytest.mark.parametrize("typed", ["bc 12", "BC-2020-7", "commande du 3 mai"])
def test_another_clients_format_is_never_judged(typed: str) -> None:
    assert format_of(_OTHER, RecipientType.LOCAL_BODY) is None
    assert read_engagement(typed, None).faults == ()


def test_without_a_format_outer_spaces_are_still_a_slip() -> None:
    assert read_engagement(" BC-7 ", None).corrected == "BC-7"


def test_a_number_over_fifty_characters_is_too_long() -> None:
    assert read_engagement("1" * 51, None).faults == (TypingFault.TOO_LONG,)


def test_the_department_is_known_by_its_siren_whatever_its_budget() -> None:
    assert format_of("22310001700456", None) == _DEPARTMENT


@given(st.text(max_size=300), st.sampled_from([_DEPARTMENT, _STATE]))
def test_what_is_proposed_always_fits(typed: str, expected: EngagementFormat) -> None:
    corrected = read_engagement(typed, expected).corrected

    assert corrected is None or fits(corrected, expected)


@given(
    st.from_regex(r"\A(CP[0-9]{4}/[A-Z][0-9]{5,6}/[0-9]|AP[0-9]{4}/[0-9]{4})\Z"),
    st.sampled_from(["", " ", "  "]),
    st.booleans(),
)
def test_spaces_and_small_letters_are_always_put_right(right: str, space: str, small: bool) -> None:
    typed = space.join(right)
    read = read_engagement(typed.lower() if small else typed, _DEPARTMENT)

    assert read.corrected == (right if read.faults else None)
    assert bool(read.faults) == (bool(space) or small)
