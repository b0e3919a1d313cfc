import pytest

from knowledge.similarity import PhraseIndex

INDEX = PhraseIndex(
    {
        "recycle": ["comment recycler ma facture", "facture à recycler que faire"],
        "meaning": ["que veut dire à recycler", "facture à recycler définition"],
        "password": ["mot de passe oublié", "réinitialiser mon mdp"],
    }
)


def test_the_nearest_phrase_is_found_despite_typos() -> None:
    near = INDEX.nearest("mot de pase oublie", excluding="recycle")

    assert near is not None
    assert (near.entry_id, near.phrase) == ("password", "mot de passe oublié")
    assert near.score > 0.6


def test_the_entry_that_asks_is_left_out() -> None:
    near = INDEX.nearest("comment recycler ma facture", excluding="recycle")

    assert near is not None
    assert near.entry_id == "meaning"


def test_the_same_phrase_scores_one() -> None:
    near = INDEX.nearest("RÉINITIALISER mon mdp !", excluding="recycle")

    assert near is not None
    assert near.score == pytest.approx(1)


def test_nothing_in_common_has_no_neighbour() -> None:
    assert INDEX.nearest("xyz", excluding="recycle") is None


def test_the_nearest_entries_come_first() -> None:
    pairs = INDEX.nearest_entries(3)

    assert (pairs[0].left, pairs[0].right) == ("meaning", "recycle")
    assert pairs[0].left_phrase == "facture à recycler définition"
    assert pairs[0].right_phrase == "facture à recycler que faire"
    assert pairs[0].score > pairs[1].score >= pairs[2].score


def test_a_pair_of_phrases_is_told_once() -> None:
    pairs = INDEX.near_phrases(0.1)

    couples = [frozenset((pair.left_phrase, pair.right_phrase)) for pair in pairs]
    assert len(couples) == len(set(couples))
    assert couples[0] == {"facture à recycler définition", "facture à recycler que faire"}


def test_phrases_as_near_as_asked_are_all_told_and_no_other() -> None:
    everything = INDEX.near_phrases(0.01)
    floor = everything[2].score

    assert INDEX.near_phrases(floor) == [pair for pair in everything if pair.score >= floor]


def test_two_phrases_of_one_entry_are_no_pair() -> None:
    assert all(pair.left != pair.right for pair in INDEX.near_phrases(0.01))
