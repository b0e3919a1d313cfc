import pytest

from knowledge.evaluation_sets import Distance, PhraseSet, Slice, load_set
from knowledge.tests.builders import Repository

IN_SCOPE = "knowledge/evaluation/in_scope/account.yml"


def load(repository: Repository) -> PhraseSet:
    return load_set(repository.layout.evaluation, repository.layout)


def test_reads_each_kind_of_phrase(repository: Repository) -> None:
    repository.write(IN_SCOPE, '- text: "g pa mon lien"\n  entry: account/a\n  slice: sms\n')
    folder = "knowledge/evaluation"
    repository.write(f"{folder}/out_of_scope.yml", '- text: "la météo"\n  distance: far\n')
    repository.write(f"{folder}/portal.yml", '- text: "mes tickets"\n  intent: list_tickets\n')
    repository.write(f"{folder}/hand_over.yml", '- text: "un humain"\n')

    phrases = load(repository)

    assert phrases.problems == ()
    assert [(p.text, p.phrase.slice, p.phrase.theme) for p in phrases.in_scope] == [
        ("g pa mon lien", Slice.SMS, "account")
    ]
    assert phrases.out_of_scope[0].phrase.distance is Distance.FAR
    assert phrases.portal[0].phrase.intent == "list_tickets"
    assert [written.text for written in phrases.all()] == [
        *("g pa mon lien", "la météo", "mes tickets", "un humain")
    ]


def test_a_phrase_knows_its_line(repository: Repository) -> None:
    block = '- text: "{}"\n  entry: account/a\n  slice: sms\n'
    repository.write(IN_SCOPE, block.format("un") + block.format("deux"))

    assert load(repository).in_scope[1].where == f"{IN_SCOPE}:4"


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ('- text: "a"\n  entry: account/a\n  slice: SMS\n', "invalid_value", 3, "'keywords'"),
        ('- text: "a"\n  entry: account/a\n', "missing_key", 1, "phrases.1.slice"),
        ('- text: ""\n  entry: account/a\n  slice: sms\n', "empty_value", 1, "est vide"),
        ('- text: "a"\n  entry: account/a\n  slice: sms\n  x: 1\n', "unknown_key", 4, ".x »"),
        ("- text: 31\n  entry: account/a\n  slice: sms\n", "wrong_type", 1, "un texte"),
        ('text: "a"\n', "wrong_type", 1, "une liste de phrases"),
        ("", "wrong_type", 1, "une liste de phrases"),
        ('- text: "a\n', "yaml_invalid", 2, "guillemets"),
    ],
)
def test_a_fault_is_told_at_its_line(
    repository: Repository, text: str, code: str, line: int, said: str
) -> None:
    repository.write(IN_SCOPE, text)

    (problem,) = load(repository).problems

    assert (problem.path, problem.line, problem.code) == (IN_SCOPE, line, code)
    assert said in problem.message


def test_a_phrase_in_error_does_not_hide_the_others(repository: Repository) -> None:
    right = '- text: "b"\n  entry: account/a\n  slice: sms\n'
    repository.write(IN_SCOPE, '- text: "a"\n' + right)

    phrases = load(repository)

    assert [written.text for written in phrases.in_scope] == ["b"]
    assert {problem.code for problem in phrases.problems} == {"missing_key"}
