import pytest

from knowledge.leakage import find_leaks
from knowledge.training_phrases import KnownPhrase

KNOWN = [
    KnownPhrase("mot de passe oublié", "account.md:4"),
    KnownPhrase("comment déposer ma facture ?", "filing.md:9"),
    KnownPhrase("payé", "tracking.md:2"),
]


def leaked_to(text: str) -> list[str]:
    return [leak.known.where for leak in find_leaks([text], KNOWN)]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("MOT DE PASSE OUBLIE !", "account.md:4"),  # the same, once normalised
        ("mo de passe oublier", "account.md:4"),  # two letters in nineteen: below 90 %
        ("coment déposé ma facture", "filing.md:9"),  # two letters in twenty-six
        ("Payé ?", "tracking.md:2"),
    ],
)
def test_a_phrase_too_near_is_found(text: str, where: str) -> None:
    assert leaked_to(text) == [where]


@pytest.mark.parametrize(
    "text",
    [
        "j’ai oublié mon mot de passe",  # the same words, another sentence
        "pagé",  # one letter in four makes another word
        "comment refuser ma facture",
        "…",
    ],
)
def test_another_phrase_is_not(text: str) -> None:
    assert leaked_to(text) == []


def test_a_leak_names_the_nearest_phrase_and_the_position() -> None:
    (leak,) = find_leaks(["tout autre chose", "mot de passe oubliée"], KNOWN)

    assert leak.position == 1
    assert leak.known is KNOWN[0]
    assert leak.score == pytest.approx(0.95)
