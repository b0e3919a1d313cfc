"""Words near a misspelt one."""

import pytest

from api.domain.directory_search.vocabulary import Vocabulary, sound


@pytest.fixture
def vocabulary() -> Vocabulary:
    words = Vocabulary()
    for word in ("quimper", "toulouse", "toulon", "31", "33", "commune", "garonne"):
        words.number(word)
    return words


def _near(vocabulary: Vocabulary, word: str) -> set[str]:
    return {vocabulary.words[number] for number in vocabulary.near(word)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kimper", {"quimper"}),
        ("tholouse", {"toulouse"}),
        ("garone", {"garonne"}),
        ("garo", {"garonne"}),
        ("31", {"31"}),
        ("32", set[str]()),
        ("comune", {"commune"}),
        ("ours", set[str]()),
    ],
)
def test_near_words_are_found(vocabulary: Vocabulary, typed: str, meant: set[str]) -> None:
    assert _near(vocabulary, typed) == meant


def test_the_same_word_is_the_likeliest(vocabulary: Vocabulary) -> None:
    near = vocabulary.near("toulouse")

    assert max(near, key=lambda number: near[number]) == vocabulary.number("toulouse")


def test_a_word_that_comes_later_is_found_by_its_beginning(vocabulary: Vocabulary) -> None:
    vocabulary.near("garo")
    vocabulary.number("garosse")

    assert _near(vocabulary, "garos") >= {"garosse"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("kimper", "quimper"), ("toulouze", "toulouse"), ("epernet", "epernay"), ("phare", "fare")],
)
def test_words_heard_alike_share_their_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)
