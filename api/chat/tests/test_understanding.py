"""What the bot understood is kept beside the turn, for agents, and never told to the user."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from api.chat.tests.fake_bot import FakeBot, Json
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.models.chat_turn import ChatTurn


async def kept(client: AsyncClient, talk: Talk) -> Any:
    async with database_of(client).new_read_session.begin() as session:
        statement = select(ChatTurn.understood).where(ChatTurn.conversation_id == talk.id)
        return await session.scalar(statement)


def reply(**changes: Any) -> Json:
    return {
        "messages": [{"text": "Oui."}],
        "intent": {"name": "affirm", "confidence": 0.8},
    } | changes


async def test_intent_and_confidence_are_kept(talk: Talk, bot: FakeBot) -> None:
    bot.answer = lambda _: reply()

    await talk.ask("oui")

    assert await kept(talk.client, talk) == {
        "intent": "affirm",
        "confidence": 0.8,
        "topic": "affirm",
        "shown": [],
        "ranking": [],
        "language": "fr",
    }


async def test_the_topic_of_the_answer_comes_before_the_intent(talk: Talk, bot: FakeBot) -> None:
    messages = [{"text": "a", "custom": {"topic": "x/y", "lang": "en"}}]
    bot.answer = lambda _: reply(messages=messages)

    await talk.ask("yes")

    read = await kept(talk.client, talk)
    assert (read["topic"], read["language"]) == ("x/y", "en")


@pytest.mark.parametrize("odd", [None, "beaucoup", [0.5], {}])
async def test_an_odd_confidence_costs_nobody_his_answer(
    talk: Talk, bot: FakeBot, odd: object
) -> None:
    bot.answer = lambda _: reply(
        intent={"name": "affirm", "confidence": odd},
        ranking=[{"name": "affirm", "confidence": odd}, {"name": None}],
    )

    events = await talk.ask("oui")

    assert events[-2]["text"] == "Oui."
    assert (await kept(talk.client, talk))["confidence"] is None


async def test_the_user_is_told_nothing_of_it(talk: Talk, bot: FakeBot) -> None:
    bot.answer = lambda _: reply(ranking=[{"name": "faq_secret", "confidence": 0.4}])

    events = await talk.ask("oui")

    assert "faq_secret" not in str(events)
    assert "confidence" not in str(events)


async def test_it_is_erased_with_the_conversation(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("oui")

    await talk.client.delete(talk.url, headers=talk.headers)

    assert await kept(talk.client, talk) is None
