"""Bank details, cards and social security numbers leave a text; other numbers stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.masking import mask

# Published examples of their standards or issuers, of nobody.
IBAN, CARD, NIR = "FR7630006000011234567890189", "4111111111111111", "255081416802538"


def spaced(text: str, size: int, gap: str = " ") -> str:
    return gap.join(re.findall(f".{{1,{size}}}", text))


@pytest.mark.parametrize("gap", ["", " ", "\u00a0", "-", ".", "  ", "/", "_", "\r\n", " \u2013 "])
@pytest.mark.parametrize("said", ["{}", "Voici : {} merci", "({})", "Le {}.", "x\n{}\ny"])
@pytest.mark.parametrize(
    ("number", "told"),
    [
        (IBAN, "[IBAN masqué]"),
        (IBAN.lower(), "[IBAN masqué]"),
        ("DE89370400440532013000", "[IBAN masqué]"),
        (CARD, "[numéro de carte masqué]"),
        ("371449635398431", "[numéro de carte masqué]"),
        ("5555555555554444", "[numéro de carte masqué]"),
        (NIR, "[numéro de sécurité sociale masqué]"),
    ],
)
def test_a_number_is_masked_however_it_is_written(
    number: str, told: str, said: str, gap: str
) -> None:
    assert mask(said.format(spaced(number, 4, gap))) == said.format(told)


@pytest.mark.parametrize(("department", "counted_as"), [("2A", "19"), ("2B", "18")])
def test_a_corsican_number_is_masked_too(department: str, counted_as: str) -> None:
    key = 97 - int(f"18507{counted_as}033004") % 97

    assert mask(f"18507{department}033004{key:02d}") == "[numéro de sécurité sociale masqué]"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"IBAN{IBAN}", "IBAN[IBAN masqué]"),
        (f"iban{IBAN.lower()} merci", "iban[IBAN masqué] merci"),
        ("FR 76 3000 6000 0112 3456 7890 189", "[IBAN masqué]"),
        ("2 55 08 14 168 025 / 38", "[numéro de sécurité sociale masqué]"),
        ("2 55 08 14 168 025 clé 38.", "[numéro de sécurité sociale masqué]."),
        ("2550814168025 (Cle : 38)", "[numéro de sécurité sociale masqué])"),
        (f"{CARD} 12/28", "[numéro de carte masqué] 12/28"),
        (f"{CARD}\n2026", "[numéro de carte masqué]\n2026"),
        (f"2026 {CARD}", "2026 [numéro de carte masqué]"),
    ],
)
def test_what_stands_around_a_number_does_not_hide_it(text: str, told: str) -> None:
    assert mask(text) == told


@pytest.mark.parametrize("letter", "İıſK")
def test_letters_of_other_alphabets_are_no_figures(letter: str) -> None:
    text = f"FR76{letter}0006000011234567890189 et {letter}R7630006000011234567890189"

    assert mask(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "SIRET 25310197600020, facture 201700100376",
        "SIRET 000 000 001 083 96",
        "Référence SOL-2026-000123, engagement CP2026/P104790/1",
        "FR7630006000011234567890188",
        "4111111111111112",
        "255081416802539",
        "Téléphone 05 61 00 00 00 le 24/11/2026 à 10 h 30",
        "CPP0011113000000000044750",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="FR7630 0123456789-.\naé", max_size=200))
def test_what_is_masked_has_nothing_left_to_mask(text: str) -> None:
    once = mask(text)

    assert mask(once) == once


@given(st.text(max_size=60), st.text(max_size=60))
def test_around_the_number_nothing_changes(before: str, after: str) -> None:
    masked = mask(f"{before}\n{IBAN}\n{after}")

    assert IBAN not in masked
    assert "[IBAN masqué]" in masked
