import pytest

from knowledge.__main__ import main
from knowledge.checks import check_contents, errors_among
from knowledge.layout import Layout
from knowledge.loader import load_library
from knowledge.tests.builders import Repository


def run(repository: Repository, *arguments: str) -> int:
    return main(["--root", str(repository.layout.root), "--today", "2026-11-21", *arguments])


def test_check_is_silent_on_warnings_only(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.save("account/a", not_questions=["tout autre chose"])

    code = run(repository, "check")

    told = capsys.readouterr().out
    assert code == 0
    assert "[not_question_far]" in told
    assert "1 fiches, 12 phrases, 0 à relire ; 0 erreur(s), 1 avertissement(s)." in told


def test_check_fails_on_an_error(repository: Repository) -> None:
    repository.save("account/a", sources=["U99"])

    assert run(repository, "check") == 1


def test_compile_says_what_it_wrote_then_that_nothing_changed(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.save("account/a")

    assert run(repository, "compile") == run(repository, "compile") == 0

    first, second = capsys.readouterr().out.splitlines()
    assert first == (
        "1 fiches, 12 phrases, 0 à relire ; écrit : bot/data/generated/faq.yml, "
        "bot/domain/generated/faq.yml, build/knowledge.json."
    )
    assert second == "1 fiches, 12 phrases, 0 à relire ; rien n’a changé."


def test_compile_writes_nothing_when_an_entry_is_wrong(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.save("account/a")
    repository.save("account/b", title=None)

    assert run(repository, "compile") == 1

    assert "[missing_key]" in capsys.readouterr().out
    assert not repository.layout.bundle.exists()


def test_a_clock_that_is_behind_does_not_stop_the_compilation(repository: Repository) -> None:
    repository.save("account/a")

    root = ["--root", str(repository.layout.root), "--today", "2020-01-01"]

    assert main([*root, "check"]) == 1
    assert main([*root, "compile"]) == 0


def test_report_shows_what_to_read_again_and_what_is_near(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.save("account/a")
    repository.save("works/b")

    code = main(["--root", str(repository.layout.root), "--today", "2030-01-01", "report"])

    told = capsys.readouterr().out
    assert code == 0
    assert "Compte et connexion" in told
    assert "21/05/2027  account/a" in told
    assert "Fiches les plus proches" in told


def test_the_entries_of_this_repository_have_no_error() -> None:
    problems = check_contents(load_library(Layout()))

    assert [str(problem) for problem in errors_among(problems)] == []
