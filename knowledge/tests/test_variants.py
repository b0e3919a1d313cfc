from collections.abc import Mapping, Sequence

import pytest

from knowledge.bundle import build_bundle
from knowledge.tests.builders import Repository

PUBLIC = {"audience": ["entite_publique"], "answer": "Chez vous, **traitez-la**."}


def test_a_variant_reaches_the_bundle_beside_the_answer_of_everyone(repository: Repository) -> None:
    repository.save("account/a", "Attendez.", variants=[PUBLIC])

    entry = build_bundle(repository.load())["entries"]["account/a"]

    assert entry["text"] == "Attendez."
    assert entry["variants"] == [
        {
            "audience": ["entite_publique"],
            "profile": [],
            "text": "Chez vous, traitez-la.",
            "content": (
                {
                    "type": "paragraph",
                    "children": [
                        {"type": "text", "text": "Chez vous, "},
                        {"type": "bold", "children": [{"type": "text", "text": "traitez-la"}]},
                        {"type": "text", "text": "."},
                    ],
                },
            ),
        }
    ]


def test_an_entry_without_variant_has_none(repository: Repository) -> None:
    repository.save("account/a")

    assert build_bundle(repository.load())["entries"]["account/a"]["variants"] == []


def test_a_new_variant_changes_the_version(repository: Repository) -> None:
    repository.save("account/a")
    before = build_bundle(repository.load())["version"]
    repository.save("account/a", variants=[PUBLIC])

    assert build_bundle(repository.load())["version"] != before


def test_variants_for_different_readers_are_correct(repository: Repository) -> None:
    variants = [
        PUBLIC,
        {"audience": ["fournisseur"], "profile": ["utilisateur_simple"], "answer": "Demandez."},
        {
            "audience": ["fournisseur"],
            "profile": ["gestionnaire_principal", "gestionnaire_secondaire"],
            "answer": "Accordez.",
        },
    ]
    repository.save("account/a", "Attendez.", variants=variants)

    assert repository.problems() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"audience": ["voisin"]}, "invalid_value"),
        ({"profile": ["gestionnaire"]}, "invalid_value"),
        ({"audience": None}, "variant_for_everyone"),
        ({"audience": ["justice"]}, "variant_unreachable"),
        ({"audience": ["tous"]}, "variant_unreachable"),
        ({"audience": ["entite_publique", "entite_publique"]}, "variant_repeated"),
        ({"answer": ""}, "empty_value"),
        ({"answer": "  \n"}, "empty_body"),
        ({"answer": None}, "missing_key"),
        ({"answer": "- un\n- deux"}, "answer_first"),
        ({"answer": "mot " * 61}, "answer_too_long"),
        ({"answer": "Oui.\n\n" + "mot " * 250}, "text_too_long"),
        ({"answer": "**VOICI** la réponse"}, "variant_same_answer"),
        ({"answer": "Un <b>mot</b>."}, "html_refused"),
        ({"answer": "# Titre\n\nOui."}, "markup_refused"),
        ({"answer": "[ici](http://a.fr)"}, "link_refused"),
        ({"question": "et moi ?"}, "unknown_key"),
    ],
)
def test_each_rule_of_a_variant_has_its_code(
    repository: Repository, changes: Mapping[str, object], code: str
) -> None:
    variant = {key: value for key, value in {**PUBLIC, **changes}.items() if value is not None}
    repository.save("account/a", variants=[variant])

    assert code in repository.codes()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"audience": ["entite_publique"]}, {"audience": ["fournisseur", "entite_publique"]}),
        ({"audience": ["entite_publique"]}, {"profile": ["utilisateur_simple"]}),
        (
            {"profile": ["gestionnaire_principal"]},
            {"audience": ["fournisseur"], "profile": ["gestionnaire_principal"]},
        ),
    ],
)
def test_a_reader_whom_two_variants_answer_is_told(
    repository: Repository, first: Mapping[str, Sequence[str]], second: Mapping[str, Sequence[str]]
) -> None:
    variants = [{**first, "answer": "Premier."}, {**second, "answer": "Second."}]
    repository.save("account/a", variants=variants)

    assert repository.codes() == {"variant_overlap"}


def test_a_fault_of_a_variant_is_told_at_its_line(repository: Repository) -> None:
    path = repository.save("account/a", variants=[PUBLIC, {**PUBLIC, "answer": "Un <b>mot</b>."}])
    lines = path.read_text(encoding="utf-8").splitlines()

    found = {problem.code: problem.line for problem in repository.problems()}

    second = max(number for number, line in enumerate(lines, 1) if line.startswith("- audience"))
    assert found["variant_overlap"] == second
    assert found["html_refused"] == lines.index("  answer: Un <b>mot</b>.") + 1
