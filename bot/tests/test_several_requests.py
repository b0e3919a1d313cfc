"""One turn of several requests, and follow-ups, through the real model and action server."""

from __future__ import annotations

import uuid
from typing import Any, Dict, List

import pytest
from channels.action_watch import ActionServerError
from channels.processing import answer
from rasa.core.agent import Agent
from rasa.shared.core.events import UserUttered

from tests.conftest import free_port
from tests.test_processing import call

TWO = "c'est quoi à recycler ? Et comment déposer un avoir ?"


@pytest.fixture
def conversation_id() -> str:
    return str(uuid.uuid4())


def topics(made: Dict[str, Any]) -> List[Any]:
    return [message.get("custom", {}).get("topic") for message in made["messages"]]


async def users(agent: Agent, conversation_id: str) -> List[UserUttered]:
    tracker = await agent.tracker_store.retrieve(conversation_id)
    events = tracker.events if tracker else []
    return [event for event in events if isinstance(event, UserUttered)]


async def test_two_requests_are_answered_in_order(agent: Agent, conversation_id: str) -> None:
    made = await answer(agent, call(conversation_id, 1, f"Bonjour, {TWO} Merci"))

    assert topics(made) == ["tracking/recycle-meaning", "filing/credit-note"]
    assert made["intent"]["name"] == "faq_tracking_recycle_meaning"


async def test_such_a_turn_is_replayed_whole(agent: Agent, conversation_id: str) -> None:
    first = await answer(agent, call(conversation_id, 1, TWO))
    await answer(agent, call(conversation_id, 2, "merci"))
    again = await answer(agent, call(conversation_id, 1, TWO))

    assert again == {**first, "replayed": True}
    assert len(await users(agent, conversation_id)) == 3


async def test_each_request_has_an_id_of_its_own(agent: Agent, conversation_id: str) -> None:
    await answer(agent, call(conversation_id, 1, TWO))

    ids = [user.metadata["turn_id"] for user in await users(agent, conversation_id)]
    assert ids == [f"{conversation_id}:1#1", f"{conversation_id}:1#2"]


async def test_nothing_is_kept_when_the_second_request_fails(
    agent: Agent, conversation_id: str
) -> None:
    agent.processor.action_endpoint.url = f"http://127.0.0.1:{free_port()}/webhook"
    text = "comment déposer un avoir ? et où en est ma facture 124 ?"
    with pytest.raises(ActionServerError):
        await answer(agent, call(conversation_id, 1, text))

    assert await users(agent, conversation_id) == []


async def test_a_message_says_which_request_it_answers(agent: Agent, conversation_id: str) -> None:
    made = await answer(agent, call(conversation_id, 1, f"où en est ma facture 124 ? {TWO}"))

    assert topics(made) == ["invoice_status", "tracking/recycle-meaning", "filing/credit-note"]


async def test_the_request_that_asks_questions_back_is_served_last(
    agent: Agent, conversation_id: str
) -> None:
    text = "Je voudrais parler à un conseiller. Et comment déposer un avoir ?"
    made = await answer(agent, call(conversation_id, 1, text))

    assert topics(made) == ["filing/credit-note", "request_agent"]
    assert made["messages"][1]["custom"]["handover"] == {"reason": "user_wish"}


async def test_beyond_three_requests_the_rest_is_said_to_be_left(
    agent: Agent, conversation_id: str
) -> None:
    text = f"{TWO} C'est quoi le cadre A12 ? Où suivre mes flux ? Comment désactiver mon compte ?"
    made = await answer(agent, call(conversation_id, 1, text))

    assert topics(made)[2:] == ["filing/framework-a12", "too_many_requests"]
    assert "trois premières demandes" in made["messages"][3]["text"]


async def test_a_follow_up_is_answered_from_its_entry(agent: Agent, conversation_id: str) -> None:
    await answer(agent, call(conversation_id, 1, "quelle taille maximale pour une pièce jointe ?"))
    await answer(agent, call(conversation_id, 2, "merci"))
    made = await answer(agent, call(conversation_id, 3, "et le nom du fichier ?"))

    (message,) = made["messages"]
    assert "50 caractères" in message["text"]
    assert message["custom"]["topic"] == "filing/attachment-size"
    assert made["intent"]["name"] == "follow_up"


async def test_the_same_words_mean_nothing_without_an_answer_before(
    agent: Agent, conversation_id: str
) -> None:
    made = await answer(agent, call(conversation_id, 1, "et si mon fichier est plus lourd ?"))
    assert made["intent"]["name"] != "follow_up"


async def test_a_follow_up_may_follow_either_of_two_answers(
    agent: Agent, conversation_id: str
) -> None:
    text = "quelle taille maximale pour une pièce jointe ? et comment déposer un avoir ?"
    await answer(agent, call(conversation_id, 1, text))
    made = await answer(agent, call(conversation_id, 2, "et le nom du fichier ?"))

    assert topics(made) == ["filing/attachment-size"]
