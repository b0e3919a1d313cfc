"""What is found for what is typed, in a directory of a few bodies."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.directory_search.candidates import MANY
from api.domain.directory_search.entry import Entry
from api.domain.directory_search.index import DirectoryIndex
from api.domain.directory_search.search import find

BODIES = (
    Entry(1, "21310001900016", ["COMMUNE DE TOULOUSE"], "TOULOUSE", "31000"),
    Entry(2, "22310001700019", ["DEPARTEMENT DE LA HAUTE GARONNE"], "TOULOUSE", "31000"),
    Entry(3, "26310052100016", ["CENTRE COMMUNAL D ACTION SOCIALE DE TOULOUSE"], "", "31000"),
    Entry(4, "26310001800013", ["CENTRE HOSPITALIER UNIVERSITAIRE DE TOULOUSE"], "", "31000"),
    Entry(5, "21420001600019", ["Commune de Saint-Étienne"], "SAINT-ÉTIENNE", "42000"),
    Entry(6, "21160131500016", ["Commune de Saint-Étienne"], "SAINT-ÉTIENNE", "16220"),
    Entry(7, "28310001400010", ["SDIS DE LA HAUTE GARONNE"], "TOULOUSE", "31000"),
    Entry(8, "19310046800019", ["COLLEGE PAUL LANGEVIN"], "MURET", "31600"),
    Entry(9, "19590046800012", ["COLLEGE PAUL LANGEVIN"], "LILLE", "59000"),
    Entry(10, "22960001000016", ["Département de la Haute-Corse"], "BASTIA", "20200"),
    Entry(11, "21010001200017", ["Commune de Villers-sur-Mer"], "VILLERS-SUR-MER", "14640"),
    Entry(12, "21010002000010", ["Commune de Villers-sous-Mer"], "VILLERS-SOUS-MER", "14650"),
    Entry(13, "22010001000010", ["DEPARTEMENT DE L AIN"], "BOURG-EN-BRESSE", "01000"),
)
INDEX = DirectoryIndex(BODIES)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("CD31", 2),
        ("cd 31", 2),
        ("dept haute garonne", 2),
        ("haute garonne departement", 2),
        ("hautegaronne", 2),
        ("cd1", 13),
        ("cd2b", 10),
        ("mairie de tholouse", 1),
        ("ville toulouze", 1),
        ("toulouse", 1),
        ("ccas toulouse", 3),
        ("CHU Toulouse", 4),
        ("hopital toulouse", 4),
        ("sdis 31", 7),
        ("pompiers haute garone", 7),
        ("mairie st etienne 42", 5),
        ("etienne saint 16", 6),
        ("mairie de saint étienne charente", 6),
        ("saintetienne 42000", 5),
        ("college langevin muret", 8),
        ("collège paul langevin 59", 9),
        ("villers sous mer", 12),
        ("viller sur mere", 11),
        ("31600", 8),
        ("paul langevin 31600", 8),
        ("5900468", 9),
        ("223100017", 2),
        ("22310001700091", 2),
        ("2231000170019", 2),
        ("la structure 223 100 017 00019", 2),
    ],
)
def test_the_first_structure_is_the_one_that_is_meant(query: str, first: int) -> None:
    assert find(query, [INDEX])[:1] == [first]


@pytest.mark.parametrize(
    "query",
    ["mairie de gotham", "cd 33", "chu saint etienne", "99999999999999", "", "???", "de la", "zz"],
)
def test_nothing_is_found_for_what_is_not_there(query: str) -> None:
    assert find(query, [INDEX]) == []


def test_all_those_of_one_name_are_found() -> None:
    assert set(find("mairie de saint étienne", [INDEX])) == {5, 6}


def test_a_better_answer_of_another_index_hides_the_worse() -> None:
    own = DirectoryIndex([Entry(99, "80310001700011", ["Menuiserie Toulouse"])])

    assert find("menuiserie de toulouse", [INDEX, own]) == [99]


def test_an_entry_put_again_is_found_by_its_new_name_alone() -> None:
    index = DirectoryIndex(BODIES)
    index.replace([8], [Entry(8, "19310046800019", ["COLLEGE SIMONE VEIL"], "MURET", "31600")])

    assert find("college simone veil", [index]) == [8]
    assert 8 not in find("college paul langevin", [index])


def test_an_entry_that_is_gone_is_not_found_by_its_number() -> None:
    index = DirectoryIndex(BODIES)
    index.remove(2)

    assert find("22310001700019", [index]) == []


def test_a_word_of_too_many_is_answered_by_all_of_them_in_their_order() -> None:
    index = DirectoryIndex(
        Entry(key, f"{key:014}", [f"Commune de Lieu{key}"]) for key in range(1, MANY + 10)
    )
    index.remove(3)

    assert find("mairie", [index]) == [1, 2, *range(4, MANY + 10)]


def test_of_too_many_those_that_are_ranked_come_first_and_once() -> None:
    index = DirectoryIndex(Entry(key, f"{key:014}", ["Commune"]) for key in range(1, MANY + 10))
    own = DirectoryIndex([Entry(7, "80310001700011", ["Mairie"])])

    found = find("mairie", [index, own])

    assert found[0] == 7
    assert sorted(found) == list(range(1, MANY + 10))


@pytest.mark.parametrize("query", ["mairie de saint étienne", "223100017", "commune", "toulouse"])
def test_the_order_of_an_answer_is_not_the_one_in_which_entries_came(query: str) -> None:
    told_otherwise = DirectoryIndex(reversed(BODIES))

    assert find(query, [told_otherwise]) == find(query, [INDEX])


def test_many_entries_gone_make_an_index_sparse() -> None:
    index = DirectoryIndex()
    for _ in range(1_200):
        index.put(BODIES[0])

    assert index.is_sparse


@given(st.text(max_size=100))
def test_any_text_finds_entries_of_the_index_once_each(query: str) -> None:
    found = find(query, [INDEX])

    assert len(set(found)) == len(found)
    assert set(found) <= {entry.key for entry in BODIES}


_KNOWN_WORDS = sorted({word for entry in BODIES for name in entry.names for word in name.split()})


@given(st.lists(st.sampled_from([*_KNOWN_WORDS, "31", "2", "a", "sur", "cd"]), max_size=12))
def test_any_words_of_names_find_entries_of_the_index_once_each(words: Sequence[str]) -> None:
    found = find(" ".join(words), [INDEX])

    assert len(set(found)) == len(found)


@given(st.sampled_from(BODIES), st.integers(0, 13), st.sampled_from("0123456789"))
def test_one_wrong_digit_still_finds_the_structure(entry: Entry, place: int, digit: str) -> None:
    typed = entry.siret[:place] + digit + entry.siret[place + 1 :]

    assert entry.key in find(typed, [INDEX])


@given(st.sampled_from(BODIES), st.integers(0, 12))
def test_two_swapped_digits_still_find_the_structure(entry: Entry, place: int) -> None:
    siret = entry.siret
    typed = siret[:place] + siret[place + 1] + siret[place] + siret[place + 2 :]

    assert entry.key in find(typed, [INDEX])


@given(st.sampled_from(BODIES))
def test_each_structure_is_found_by_its_own_name(entry: Entry) -> None:
    assert entry.key in find(f"{entry.names[0]} {entry.town}", [INDEX])
