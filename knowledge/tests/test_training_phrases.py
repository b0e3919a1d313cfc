from knowledge.tests.builders import Repository, phrases
from knowledge.training_phrases import dialogue_examples, training_phrases

NLU = """\
version: "3.1"
nlu:
  - intent: structure_info
    examples: |
      - le siret du [CD31](structure_name)
      - les services de [l'ATD31]{"entity": "structure_name", "value": "ATD31"}
  - lookup: town
    examples: |
      - Toulouse
"""


def test_holds_everything_that_an_entry_says_of_questions(repository: Repository) -> None:
    repository.save(
        "account/a",
        title="Comment faire ?",
        not_questions=["comment défaire"],
        follow_ups=[{"question": "et après ?", "answer": "Rien."}],
    )

    known = training_phrases(repository.load(), repository.layout)

    expected = {*phrases("account/a"), "Comment faire ?", "comment défaire", "et après ?"}
    assert {phrase.text for phrase in known} == expected


def test_tells_where_a_phrase_is(repository: Repository) -> None:
    path = repository.save("account/a")

    known = training_phrases(repository.load(), repository.layout)

    lines = path.read_text(encoding="utf-8").splitlines()
    at = {phrase.text: int(phrase.where.rsplit(":", maxsplit=1)[1]) for phrase in known}
    assert all(text in lines[line - 1] for text, line in at.items())


def test_holds_the_phrases_of_the_dialogue_without_their_marks(repository: Repository) -> None:
    repository.write("bot/data/nlu/structures.yml", NLU)

    (examples,) = dialogue_examples(repository.layout)

    assert examples.intent == "structure_info"
    assert examples.phrases == ("le siret du CD31", "les services de l'ATD31")
    assert {phrase.text for phrase in training_phrases(repository.load(), repository.layout)} == {
        *examples.phrases
    }
