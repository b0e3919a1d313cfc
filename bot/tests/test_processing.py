"""A turn through the real model and the real action server: once, replayed, or left undone."""

from __future__ import annotations

import uuid
from typing import Any, Dict

import pytest
from channels.action_watch import ActionServerError
from channels.erasure import erase
from channels.processing import answer
from rasa.core.agent import Agent

from tests.conftest import free_port


def call(conversation_id: str, seq: int, text: str) -> Dict[str, Any]:
    turn_id = f"{conversation_id}:{seq}"
    return {
        "conversation_id": conversation_id,
        "turn_id": turn_id,
        "text": text,
        "metadata": {"turn_id": turn_id, "token": "", "login": None},
    }


@pytest.fixture
def conversation_id() -> str:
    return str(uuid.uuid4())


async def events(agent: Agent, conversation_id: str) -> int:
    tracker = await agent.tracker_store.retrieve(conversation_id)
    return len(tracker.events) if tracker else 0


async def test_an_entry_answers_with_its_topic(agent: Agent, conversation_id: str) -> None:
    made = await answer(agent, call(conversation_id, 1, "mot de passe oublié"))

    (message,) = made["messages"]
    assert message["custom"] == {"topic": "account/forgotten-password"}
    assert made["intent"]["name"] == "faq_account_forgotten_password"
    assert made["replayed"] is False


async def test_the_same_turn_is_replayed_and_not_processed_again(
    agent: Agent, conversation_id: str
) -> None:
    first = await answer(agent, call(conversation_id, 1, "bonjour"))
    before = await events(agent, conversation_id)
    again = await answer(agent, call(conversation_id, 1, "bonjour"))

    assert again == {**first, "replayed": True}
    assert await events(agent, conversation_id) == before


async def test_nothing_is_kept_when_the_action_server_is_down(
    agent: Agent, conversation_id: str, actions_url: str
) -> None:
    agent.processor.action_endpoint.url = f"http://127.0.0.1:{free_port()}/webhook"
    with pytest.raises(ActionServerError):
        await answer(agent, call(conversation_id, 1, "bonjour"))
    assert await events(agent, conversation_id) == 0

    agent.processor.action_endpoint.url = actions_url
    made = await answer(agent, call(conversation_id, 1, "bonjour"))
    assert "assistante automatique" in made["messages"][0]["text"]


async def test_an_erased_conversation_leaves_no_event(agent: Agent, conversation_id: str) -> None:
    await answer(agent, call(conversation_id, 1, "merci"))
    erase(agent.tracker_store, conversation_id)
    erase(agent.tracker_store, conversation_id)
    assert await events(agent, conversation_id) == 0
