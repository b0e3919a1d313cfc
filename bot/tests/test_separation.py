"""Messages of several requests and of one, read by the trained model."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, Dict, List

import pytest
from channels.understanding import Understanding
from rasa.core.agent import Agent
from rasa.shared.core.trackers import DialogueStateTracker

from tests.tables import read, table

CALIBRATION = Path(__file__).resolve().parents[2] / "knowledge" / "calibration" / "in_scope"


async def asked(agent: Agent, text: str) -> List[Dict[str, Any]]:
    tracker = DialogueStateTracker.from_events(str(uuid.uuid4()), [])
    return await Understanding(agent.processor, tracker).requests(text)


def is_expected(found: List[Dict[str, Any]], expected: List[Any]) -> bool:
    names = [parsed["intent"]["name"] for parsed in found]
    wanted = [name if isinstance(name, list) else [name] for name in expected]
    return len(names) == len(wanted) and all(map(list.__contains__, wanted, names))


async def split(agent: Agent, texts: List[str]) -> List[str]:
    return [text for text in texts if len(await asked(agent, text)) > 1]


async def test_nine_messages_of_several_requests_in_ten_are_served_in_order(agent: Agent) -> None:
    rows = table("several_requests")
    missed = [
        row["text"]
        for row in rows
        if not is_expected(await asked(agent, row["text"]), row["requests"])
    ]
    assert len(missed) <= 0.1 * len(rows), missed


async def test_a_request_told_at_length_stays_one(agent: Agent) -> None:
    texts = table("one_request")
    cut = await split(agent, texts)
    assert len(cut) <= 0.05 * len(texts), cut


async def test_calibration_phrases_stay_whole(agent: Agent) -> None:
    texts = [row["text"] for path in sorted(CALIBRATION.glob("*.yml")) for row in read(path)]
    cut = await split(agent, texts)
    assert len(cut) <= 0.01 * len(texts), cut


@pytest.mark.parametrize(
    "text",
    [
        "/faq_filing_credit_note",
        "bande d'incapables, où en est ma facture 124 et comment faire un avoir ?",
        "Où en est ma facture 124 ? " * 60,
    ],
)
async def test_a_choice_an_insult_and_an_endless_text_stay_whole(agent: Agent, text: str) -> None:
    assert len(await asked(agent, text)) == 1
