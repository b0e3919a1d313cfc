"""What an entry answers to a question on itself."""

import json
from pathlib import Path

import pytest

from actions.follow_up import ActionFollowUp
from actions.tests.conversation import Said, run

ENTRY = "filing/attachment-size"
BUNDLE = {
    "entries": {
        ENTRY: {"follow_ups": [{"text": "Compressez-le."}, {"text": "Cinquante caractères."}]}
    }
}


@pytest.fixture(autouse=True)
def bundle(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "follow-ups.json"
    path.write_text(json.dumps(BUNDLE), encoding="utf-8")
    settings.setenv("CHORALE_KNOWLEDGE_BUNDLE", str(path))


async def ask(**entities: str) -> Said:
    return await run(ActionFollowUp, intent="follow_up", entities=entities)


async def test_the_answer_is_said_under_the_topic_of_its_entry() -> None:
    said = await ask(entry=ENTRY, index="1")

    assert said.text == "Cinquante caractères."
    assert said.messages[0]["custom"] == {"topic": ENTRY}


@pytest.mark.parametrize(
    "entities",
    [
        {},
        {"entry": "gone/entry", "index": "0"},
        {"entry": ENTRY, "index": "2"},
        {"entry": ENTRY, "index": "-1"},
        {"entry": ENTRY, "index": "one"},
    ],
)
async def test_when_the_knowledge_changed_the_question_is_asked_again(
    entities: dict[str, str],
) -> None:
    said = await ask(**entities)

    assert "question en entier" in said.text
    assert said.payloads == ["/request_agent"]


async def test_it_needs_no_bundle_to_say_so(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("CHORALE_KNOWLEDGE_BUNDLE", "/nowhere.json")

    assert "question en entier" in (await ask(entry=ENTRY, index="0")).text
