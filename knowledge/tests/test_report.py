from datetime import date
from itertools import pairwise

from knowledge.report import table, write_report
from knowledge.tests.builders import TODAY, Repository, phrases

NOTHING = "  (aucune)"


def section(repository: Repository, title: str, today: date = TODAY) -> str:
    """The lines of one table."""
    parts = write_report(repository.load(), today).split("\n\n")
    return next(after for before, after in pairwise(parts) if title in before)


def test_an_entry_to_read_again_is_told_before_and_after_its_day(repository: Repository) -> None:
    repository.save("account/a", review_by=date(2027, 1, 10))
    repository.save("account/b", review_by=date(2027, 1, 11))
    repository.save("account/c", review_by=date(2027, 6, 1))

    lines = section(repository, "À relire", date(2027, 1, 11)).splitlines()

    assert [line.split() for line in lines[2:]] == [
        ["10/01/2027", "account/a", "dépassée"],
        ["11/01/2027", "account/b", "proche"],
    ]


def test_an_entry_that_no_one_can_verify_is_told(repository: Repository) -> None:
    repository.save("account/a", sources=["S1"])
    repository.save("account/b", sources=[])
    repository.save("account/c", sources=["S1", "U1"])

    lines = section(repository, "Sans source").splitlines()

    assert [line.split(maxsplit=1) for line in lines[2:]] == [
        ["account/a", "aucune adresse publique"],
        ["account/b", "aucune source"],
    ]


def test_each_kind_of_conflict_is_told(repository: Repository) -> None:
    repository.save(
        "account/a",
        title="Titre commun",
        questions=[*phrases("a"), "mot de passe oublié", "ordre des mots cherchés"],
    )
    repository.save(
        "account/b",
        title="Titre commun !",
        questions=[*phrases("b"), "Mot de passe OUBLIE", "mots cherchés, ordre"],
        follow_ups=[{"question": "a un deux", "answer": "Oui."}],
    )

    told = section(repository, "En conflit")

    for kind in ("même titre", "même phrase", "mêmes mots", "suite qui est une question"):
        assert kind in told


def test_nothing_to_say_is_said(repository: Repository) -> None:
    repository.save("account/a", sources=["U1"])

    for title in ("À relire", "Sans source", "En conflit", "les plus proches"):
        assert section(repository, title) == NOTHING


def test_near_phrases_come_with_their_score(repository: Repository) -> None:
    repository.save("account/a", questions=["réinitialiser mon mot de passe oublié"])
    repository.save("works/b", questions=["réinitialiser un mot de passe perdu oublié"])

    last = section(repository, "Phrases les plus proches").splitlines()[2]

    score, left, right, *_ = last.split()
    assert float(score.replace(",", ".")) >= 0.65
    assert {left, right} == {"account/a", "works/b"}


def test_variants_are_counted(repository: Repository) -> None:
    variant = {"audience": ["fournisseur"], "answer": "Pour vous."}
    repository.save("account/a", variants=[variant])

    assert section(repository, "Fiches par thème").splitlines()[-1].split() == [
        "total", "1", "12", "1", "0",
    ]  # fmt: skip


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert table(("a", "b"), [("un", "x")]) == "  a   b\n  --  -\n  un  x"
