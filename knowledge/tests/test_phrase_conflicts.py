import pytest

from knowledge.problems import Problem, Severity
from knowledge.tests.builders import Repository, phrases


def conflict(repository: Repository, left: str, right: str) -> Problem | None:
    """What is told of two entries that have each one of these phrases."""
    repository.save("works/a", questions=[*phrases("a"), left])
    repository.save("works/b", questions=[*phrases("b"), right])
    problems = repository.problems()
    return problems[0] if problems else None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("différence entre A10 et A11", "différence entre A11 et A10"),
        ("ma facture est rejetée", "FACTURES REJETÉES"),
        ("comment créer une structure", "créer la structure"),
    ],
)
def test_the_same_words_in_two_entries_are_advice(
    repository: Repository, left: str, right: str
) -> None:
    found = conflict(repository, left, right)

    assert found is not None
    assert (found.code, found.severity) == ("near_question", Severity.WARNING)
    assert found.path == "knowledge/entries/works/b.md"
    assert left in found.message
    assert "knowledge/entries/works/a.md:" in found.message


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("différence entre A10 et A11", "différence entre A10 et A12"),
        ("statut mise à disposition MOA", "statut mise à disposition MOE"),
        ("créer une structure", "créer une structure publique"),
        ("le rejet", "un rejet"),
    ],
)
def test_a_word_that_differs_is_no_conflict(repository: Repository, left: str, right: str) -> None:
    assert conflict(repository, left, right) is None


def test_the_title_of_one_entry_is_no_phrase_of_another(repository: Repository) -> None:
    repository.save("works/a", title="Quel délai a la maîtrise d’œuvre ?")
    repository.save("works/b", questions=[*phrases("b"), "quel delai a la maitrise d'oeuvre"])

    (problem,) = repository.problems()

    assert problem.code == "shared_question"
    assert problem.severity is Severity.ERROR


def test_the_title_may_be_one_of_its_own_phrases(repository: Repository) -> None:
    repository.save("works/a", title="Quel délai ?", questions=[*phrases("a"), "quel délai"])

    assert repository.problems() == []


def test_a_follow_up_that_another_entry_answers_is_told(repository: Repository) -> None:
    repository.save("works/a", questions=[*phrases("a"), "quel est le délai"])
    repository.save("works/b", follow_ups=[{"question": "Quel est le délai ?", "answer": "Sept."}])

    (problem,) = repository.problems()

    assert (problem.code, problem.severity) == ("follow_up_is_question", Severity.WARNING)
    assert problem.path == "knowledge/entries/works/b.md"


def test_two_entries_may_have_the_same_follow_up(repository: Repository) -> None:
    follow_ups = [{"question": "et le délai ?", "answer": "Sept jours."}]
    repository.save("works/a", follow_ups=follow_ups)
    repository.save("works/b", follow_ups=follow_ups)

    assert repository.problems() == []
