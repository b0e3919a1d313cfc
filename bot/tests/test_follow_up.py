"""Short questions after an answer: tables of what is a follow-up and of what is not."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import pytest
from channels.bundle import knowledge
from channels.follow_up import INTENT, find_follow_up
from channels.reading import reading
from channels.recent_answers import recent_entries
from channels.request_words import without_politeness
from channels.understanding import Understanding
from components import embedding
from rasa.core.agent import Agent
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from tests.tables import table

Row = Dict[str, Any]


def said(intent: str, turn_id: str) -> UserUttered:
    return UserUttered("…", {"name": intent}, metadata={"turn_id": turn_id})


def answered(topic: str) -> BotUttered:
    return BotUttered("…", {"custom": {"topic": topic}})


def after(topic: str) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("c", [said("faq_x", "c:1"), answered(topic)])


async def understood(agent: Agent, row: Row) -> Dict[str, Any]:
    (parsed,) = await Understanding(agent.processor, after(row["after"])).requests(row["text"])
    return parsed


def asked(parsed: Dict[str, Any], row: Row) -> Optional[str]:
    """The question of the follow-up that was recognised."""
    if parsed["intent"]["name"] != INTENT:
        return None
    found = {item["entity"]: item["value"] for item in parsed["entities"]}
    assert found["entry"] == row["after"]
    return knowledge().entries[found["entry"]].follow_ups[int(found["index"])]


async def test_follow_ups_are_recognised(agent: Agent) -> None:
    rows = [row for row in table("follow_ups") if "asks" in row]
    missed = [row for row in rows if asked(await understood(agent, row), row) != row["asks"]]
    assert len(missed) <= 0.15 * len(rows), missed


async def test_what_is_no_follow_up_is_left_to_the_classifier(agent: Agent) -> None:
    rows = [row for row in table("follow_ups") if "asks" not in row]
    wrong = [row for row in rows if asked(await understood(agent, row), row)]
    assert len(wrong) <= 0.02 * len(rows), wrong


async def test_the_same_question_of_something_else_is_understood_in_context(agent: Agent) -> None:
    rows, wrong = table("carried_over"), []
    for row in rows:
        intent = (await understood(agent, row))["intent"]["name"]
        if knowledge().entry_of.get(intent) != row.get("asks"):
            wrong.append((row, intent))
    assert len(wrong) <= 0.1 * len(rows), wrong


def test_without_vectors_only_nearly_the_same_words_are_recognised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(embedding, "is_available", lambda: False)
    entry = "filing/attachment-size"

    def found(text: str) -> bool:
        unsure = reading(text, {"intent": {"name": "nlu_fallback", "confidence": 0.2}})
        return find_follow_up(unsure, [entry], knowledge()) is not None

    assert found("et le nom du fichier")
    assert not found("et comment il s'appelle ?")


def test_without_a_bundle_nothing_is_a_follow_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHORALE_KNOWLEDGE_BUNDLE", "/nowhere.json")
    assert knowledge().entries == {}
    assert recent_entries(after("filing/attachment-size"), knowledge().entries) == []


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([said("faq_a", "c:1"), answered("a")], ["a"]),
        ([said("faq_a", "c:1"), answered("a"), said("thank", "c:2"), BotUttered("…")], ["a"]),
        ([said("faq_a", "c:1"), answered("a"), said("faq_b", "c:2"), answered("b")], ["b"]),
        (
            [said("faq_a", "c:1#1"), answered("a"), said("faq_b", "c:1#2"), answered("b")],
            ["b", "a"],
        ),
        (
            [said("faq_a", "c:1"), answered("a"), said("list_invoices", "c:2"), answered("list")],
            [],
        ),
        ([said("faq_a", "c:1"), answered("a"), *[said("thank", f"c:{n}") for n in (2, 3, 4)]], []),
    ],
)
def test_only_the_last_turn_is_followed_up(events: List[Any], expected: List[str]) -> None:
    tracker = DialogueStateTracker.from_events("c", events)
    assert recent_entries(tracker, {"a", "b"}) == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("merci ! et la taille ?", "et la taille ?"),
        ("ok, d'accord, et la nuit ?", "et la nuit ?"),
        ("et la nuit, merci d'avance", "et la nuit"),
        ("merci", "merci"),
    ],
)
def test_thanks_are_set_aside(typed: str, kept: str) -> None:
    assert without_politeness(typed) == kept
