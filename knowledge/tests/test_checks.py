from datetime import date

import pytest

from knowledge.problems import Severity
from knowledge.tests.builders import Repository, phrases


def test_a_correct_entry_has_no_problem(repository: Repository) -> None:
    repository.save("account/a", ref="FAQ-001")

    assert repository.problems() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"questions": phrases("a", 11)}, "too_few_questions"),
        ({"questions": [*phrases("a"), "A, UN, deux !"]}, "duplicate_question"),
        ({"questions": [*phrases("a"), "/faq_x"]}, "question_unusable"),
        ({"questions": [*phrases("a"), " ?! "]}, "question_unusable"),
        ({"questions": [*phrases("a"), "son\u0007nette"]}, "question_unusable"),
        ({"not_questions": ["…"]}, "question_unusable"),
        ({"questions": phrases("a"), "not_questions": ["A un deux ?"]}, "not_question_is_question"),
        ({"not_questions": ["tout autre chose"]}, "not_question_far"),
        ({"sources": []}, "source_missing"),
        ({"sources": ["general"]}, "source_unknown"),
        ({"sources": ["S1", "S1"]}, "source_repeated"),
        ({"related": ["account/nowhere"]}, "related_unknown"),
        ({"related": ["account/a"]}, "related_self"),
        ({"review_by": date(2026, 11, 21)}, "review_by_not_after"),
        ({"reviewed_on": date(2026, 11, 22)}, "reviewed_in_future"),
        (
            {"reviewed_on": date(2026, 1, 1), "review_by": date(2026, 11, 20)},
            "review_overdue",
        ),
        ({"body": ""}, "empty_body"),
        ({"body": "- un\n- deux"}, "answer_first"),
        ({"body": "mot " * 61}, "answer_too_long"),
        ({"body": "Oui.\n\n" + "mot " * 250}, "text_too_long"),
    ],
)
def test_each_rule_has_its_code(repository: Repository, changes: dict[str, str], code: str) -> None:
    repository.save("account/a", **changes)

    assert repository.codes() == {code}


WARNINGS = {"not_question_far", "review_overdue", "text_too_long"}


def test_only_advice_is_a_warning(repository: Repository) -> None:
    repository.save(
        "account/a",
        "Oui.\n\n" + "mot " * 250,
        not_questions=["tout autre chose"],
        reviewed_on=date(2026, 1, 1),
        review_by=date(2026, 11, 20),
    )

    problems = repository.problems()

    assert {problem.code for problem in problems} == WARNINGS
    assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_sixty_words_and_the_address_of_a_link_pass(repository: Repository) -> None:
    repository.save("account/a", "mot " * 59 + "[lien](https://a.fr/x)")

    assert repository.problems() == []


def test_a_phrase_of_two_entries_points_at_both(repository: Repository) -> None:
    repository.save("account/a", questions=[*phrases("a"), "Mot de passe oublié ?"])
    repository.save("account/b", questions=[*phrases("b"), "mot de passe OUBLIE"])

    (problem,) = repository.problems()

    assert problem.code == "shared_question"
    assert problem.path == "knowledge/entries/account/b.md"
    assert "knowledge/entries/account/a.md:20" in problem.message


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ref": "FAQ-001"}, "duplicate_ref"),
        ({"title": "QUE DIRE, de tout"}, "duplicate_title"),
        ({"id": "account/a"}, "duplicate_id"),
    ],
)
def test_an_identifier_belongs_to_one_entry(
    repository: Repository, changes: dict[str, str], code: str
) -> None:
    repository.save("account/a", ref="FAQ-001", title="Que dire de tout ?")
    repository.save("account/b", **changes)

    assert code in repository.codes()


def test_two_ids_of_one_intent_are_told(repository: Repository) -> None:
    repository.save("public-bodies/a", questions=phrases("a"))
    path = repository.save("public/bodies-a", questions=phrases("b"), theme="works")

    found = [(p.path, p.code) for p in repository.problems()]

    assert (repository.layout.relative(path), "intent_collision") in found


def test_a_near_miss_that_another_entry_answers_is_right(repository: Repository) -> None:
    repository.save("account/a", not_questions=["comment recycler ma facture"])
    repository.save("account/b", questions=[*phrases("b"), "recycler la facture comment"])

    assert repository.problems() == []


def test_an_entry_that_cannot_be_read_still_exists_for_the_others(repository: Repository) -> None:
    repository.save("account/a", related=["account/b"])
    repository.save("account/b", title=None)

    assert repository.codes() == {"missing_key"}
