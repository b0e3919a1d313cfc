from hypothesis import given
from hypothesis import strategies as st

from api.domain.text_search import TextIndex

TEXTS = [
    ("account/locked", "Mon compte est bloqué", "Patientez une heure, puis réinitialisez."),
    ("filing/deposit", "Déposer une facture", "Ouvrez l’espace Factures émises."),
    ("tracking/status", "Suivre une facture", "Le tableau de bord montre son statut."),
]
INDEX = TextIndex(TEXTS)


def found(query: str) -> list[str]:
    return [hit.key for hit in INDEX.search(query, 5)]


def test_the_words_of_a_title_are_found() -> None:
    assert found("comment déposer ma facture ?")[0] == "filing/deposit"


def test_accents_case_and_plurals_do_not_matter() -> None:
    assert found("COMPTES BLOQUES")[0] == "account/locked"


def test_a_typing_error_is_forgiven() -> None:
    assert found("suivrre ma factuer")[0] == "tracking/status"


def test_a_number_is_not_taken_for_another() -> None:
    index = TextIndex([("formats/error", "Erreur 20001", "Le fichier est trop gros."), *TEXTS])

    assert [hit.key for hit in index.search("erreur 20001", 5)] == ["formats/error"]
    assert index.search("201700100376", 5) == []


def test_a_word_that_most_texts_hold_finds_nothing_by_itself() -> None:
    assert found("ma facture") == []
    assert found("suivre facture") == ["tracking/status", "filing/deposit"]


def test_words_of_courtesy_find_nothing() -> None:
    assert found("merci, bonjour à vous") == []


def test_an_empty_index_finds_nothing() -> None:
    assert TextIndex([]).search("facture", 5) == []


@given(st.text(max_size=200), st.integers(min_value=0, max_value=3))
def test_any_text_gives_known_keys_best_first(query: str, limit: int) -> None:
    hits = INDEX.search(query, limit)

    assert len(hits) <= limit
    assert len({hit.key for hit in hits}) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.score > 0 for hit in hits)
