from itertools import product

import pytest
import yaml

from knowledge.__main__ import main
from knowledge.checks import errors_among
from knowledge.evaluation_checks import MIN_IN_SCOPE, MIN_OUT_OF_SCOPE, check_evaluation
from knowledge.layout import Layout
from knowledge.loader import load_library
from knowledge.problems import Problem, Severity
from knowledge.tests.builders import TODAY, Repository

_STEMS = ("chaise", "nuage", "voiture", "pirogue", "jardin", "tempête", "girafe", "musique")


def distinct(count: int, prefix: str) -> list[str]:
    """Texts far from each other and from the phrases of `Repository.save`."""
    return [f"{prefix} {' '.join(words)}" for words in product(_STEMS, repeat=4)][:count]


class Evaluated(Repository):
    """A repository whose evaluation is right, but for what a test adds to it."""

    def complete(self, **extra: dict[str, str]) -> list[Problem]:
        """Write all files, each with its extra phrase, and return what is wrong."""
        self.save("account/a")
        self.write("bot/data/nlu/a.yml", "nlu:\n- intent: ask\n  examples: |\n    - mon suivi\n")
        inside = [
            {"text": text, "entry": "account/a", "slice": "plain"}
            for text in distinct(MIN_IN_SCOPE, "oui")
        ]
        outside = [{"text": text, "distance": "far"} for text in distinct(MIN_OUT_OF_SCOPE, "hors")]
        self.put("evaluation/in_scope/account.yml", inside, extra.get("in_scope"))
        self.put("evaluation/out_of_scope.yml", outside, extra.get("out_of_scope"))
        self.put("evaluation/portal.yml", [], extra.get("portal"))
        self.put("calibration/hand_over.yml", [], extra.get("calibration"))
        return self.evaluation_problems()

    def put(self, name: str, items: list[dict[str, str]], extra: dict[str, str] | None) -> None:
        items = [*items, extra] if extra else items
        if items:
            self.write(f"knowledge/{name}", yaml.safe_dump(items, allow_unicode=True))

    def evaluation_problems(self) -> list[Problem]:
        return check_evaluation(self.load(), self.layout)


@pytest.fixture
def evaluated(repository: Repository) -> Evaluated:
    return Evaluated(repository.layout.root)


def test_a_right_evaluation_has_no_problem(evaluated: Evaluated) -> None:
    assert evaluated.complete() == []


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        (
            {"in_scope": {"text": "un autre", "entry": "account/none", "slice": "sms"}},
            "evaluation_entry_unknown",
        ),
        ({"portal": {"text": "un autre", "intent": "none"}}, "evaluation_intent_unknown"),
        (
            {"portal": {"text": "Hors chaise chaise CHAISE chaise", "intent": "ask"}},
            "evaluation_duplicate",
        ),
        ({"portal": {"text": "mon suivi ?", "intent": "ask"}}, "evaluation_leak"),
        ({"out_of_scope": {"text": "account a un deux", "distance": "near"}}, "evaluation_leak"),
        (
            {
                "portal": {"text": "où en suis-je", "intent": "ask"},
                "calibration": {"text": "OU EN SUIS-JE ?"},
            },
            "evaluation_leak",
        ),
    ],
)
def test_each_rule_has_its_code(
    evaluated: Evaluated, extra: dict[str, dict[str, str]], code: str
) -> None:
    problems = evaluated.complete(**extra)

    assert [(problem.code, problem.severity) for problem in problems] == [(code, Severity.ERROR)]


def test_a_phrase_is_in_the_file_of_its_theme(evaluated: Evaluated) -> None:
    evaluated.save("works/b")
    phrase = {"text": "un chantier", "entry": "works/b", "slice": "plain"}

    (problem,) = evaluated.complete(in_scope=phrase)

    assert problem.code == "evaluation_theme_mismatch"


def test_the_sets_have_a_size_to_reach(evaluated: Evaluated) -> None:
    evaluated.put("evaluation/hand_over.yml", [{"text": "un humain"}], None)

    problems = evaluated.evaluation_problems()

    assert [problem.message for problem in problems] == [
        "0 phrases du domaine : il en faut au moins 600.",
        "0 phrases hors du domaine : il en faut au moins 200.",
    ]


def test_a_calibration_phrase_that_was_learned_is_only_told(evaluated: Evaluated) -> None:
    (problem,) = evaluated.complete(calibration={"text": "Mon suivi"})

    assert (problem.code, problem.severity) == ("evaluation_leak", Severity.WARNING)
    assert "(bot/data/nlu/a.yml, 100 %)" in problem.message
    assert "suivi" not in problem.message


def test_an_entry_that_nothing_measures_is_told(evaluated: Evaluated) -> None:
    evaluated.save("works/b")

    (problem,) = evaluated.complete()

    assert (problem.code, problem.severity) == ("entry_not_evaluated", Severity.WARNING)
    assert problem.path == "knowledge/entries/works/b.md"


def test_the_check_command_fails_on_a_leak(
    evaluated: Evaluated, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluated.complete(portal={"text": "mon suivi", "intent": "ask"})

    code = main(["--root", str(evaluated.layout.root), "--today", str(TODAY), "check"])

    assert code == 1
    assert "[evaluation_leak]" in capsys.readouterr().out


def test_nothing_of_this_repository_was_learned_before_it_is_measured() -> None:
    problems = check_evaluation(load_library(Layout()), Layout())

    assert [str(problem) for problem in errors_among(problems)] == []
