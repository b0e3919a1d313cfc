import json

from knowledge.bundle import build_bundle
from knowledge.compiler import write_outputs
from knowledge.tests.builders import Repository


def test_the_bundle_has_the_shape_that_the_api_opens(repository: Repository) -> None:
    repository.save(
        "account/a",
        "Voir [l’aide](https://a.fr).",
        ref="FAQ-001",
        title="Titre A",
        sources=["U1", "S1"],
        related=["account/b"],
        follow_ups=[{"question": "et après ?", "answer": "Rien **d’autre**."}],
    )
    repository.save("account/b")

    bundle = build_bundle(repository.load())

    assert bundle["intents"] == {"faq_account_a": "account/a", "faq_account_b": "account/b"}
    assert bundle["entries"]["account/b"]["ref"] is None
    entry = dict(bundle["entries"]["account/a"])
    assert entry.pop("content") == (
        {
            "type": "paragraph",
            "children": [
                {"type": "text", "text": "Voir "},
                {
                    "type": "link",
                    "href": "https://a.fr",
                    "children": [{"type": "text", "text": "l’aide"}],
                },
                {"type": "text", "text": "."},
            ],
        },
    )
    (follow_up,) = bundle["entries"]["account/a"]["follow_ups"]
    assert (follow_up["question"], follow_up["text"]) == ("et après ?", "Rien d’autre.")
    entry.pop("follow_ups")
    assert entry.pop("variants") == []
    assert entry == {
        "intent": "faq_account_a",
        "ref": "FAQ-001",
        "title": "Titre A",
        "theme": "account",
        "text": "Voir l’aide (https://a.fr).",
        "sources": [
            {"title": "Aide en ligne", "url": "https://aide.exemple.fr/page?id=1", "date": None},
            {"title": "Guide fournisseur", "url": None, "date": "2 mars 2020"},
        ],
        "reviewed_on": "2026-11-21",
        "related": ["account/b"],
    }


def test_a_second_compilation_touches_nothing(repository: Repository) -> None:
    repository.save("account/a")
    layout = repository.layout
    written = write_outputs(repository.load(), layout)
    dates = [path.stat().st_mtime_ns for path in written]

    again = write_outputs(repository.load(), layout)

    assert again == []
    assert written == [layout.rasa_data, layout.rasa_domain, layout.bundle]
    assert [path.stat().st_mtime_ns for path in written] == dates


def test_a_new_answer_does_not_touch_the_training_phrases(repository: Repository) -> None:
    repository.save("account/a", "Avant.")
    write_outputs(repository.load(), repository.layout)
    repository.save("account/a", "Après.")

    changed = write_outputs(repository.load(), repository.layout)

    assert changed == [repository.layout.rasa_domain, repository.layout.bundle]


def test_a_new_phrase_changes_the_version(repository: Repository) -> None:
    repository.save("account/a")
    before = build_bundle(repository.load())
    repository.save("account/a", questions=["une autre phrase"])

    after = build_bundle(repository.load())

    assert before["entries"] == after["entries"]
    assert before["version"] != after["version"]


def test_the_order_of_writing_changes_nothing(repository: Repository) -> None:
    for entry_id in ("works/a", "account/a"):
        repository.save(entry_id)
    first = write_outputs(repository.load(), repository.layout)
    texts = [path.read_text(encoding="utf-8") for path in first]
    for path in repository.layout.entries.rglob("*.md"):
        path.unlink()
    for entry_id in ("account/a", "works/a"):
        repository.save(entry_id)

    assert write_outputs(repository.load(), repository.layout) == []
    assert json.loads(texts[2])["version"] == build_bundle(repository.load())["version"]
