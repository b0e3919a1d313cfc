"""After an agent: the question asked once, and the assistant back with what it knew."""

from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.talk import Json, Talk, choice
from api.core.db import Database
from api.core.settings import get_settings
from api.desk.tests.post import Desk, Post
from api.models.desk_episode import DeskEpisode

QUESTION = "vous a-t-il aidé ?"


@pytest.fixture
async def bot(settings_env: pytest.MonkeyPatch) -> AsyncIterator[FakeBot]:
    fake = FakeBot(get_settings().resolved_gateway_secret())
    settings_env.setenv("CHORALE_BOT_URL", fake.url)
    get_settings.cache_clear()
    await fake.start()
    yield fake
    await fake.close()


@pytest.fixture
async def client(bot: FakeBot, client: AsyncClient) -> AsyncClient:
    return client


@pytest.fixture
async def owner(desk: Desk, waiting: Talk) -> Post:
    post = await desk.agent("agent.1")
    assert (await post.claim(waiting.id)).status_code == 200
    return post


async def closed(owner: Post, talk: Talk) -> Json:
    """The last event of the log, once the agent has closed."""
    assert (await owner.act(talk.id, "close")).status_code == 204
    return (await talk.events())[-1]


def said(event: Json) -> str:
    return event.get("text", "")


async def grades(database: Database) -> list[int | None]:
    async with database.new_read_session.begin() as session:
        rows = await session.scalars(select(DeskEpisode).order_by(DeskEpisode.id))
        return [row.satisfaction for row in rows]


async def test_user_is_asked_whether_it_helped(owner: Post, waiting: Talk) -> None:
    question = await closed(owner, waiting)

    assert question["text"] == "Cet échange avec Camille vous a-t-il aidé ?"
    assert [one["label"] for one in question["choices"]] == ["Oui", "En partie", "Non"]
    assert question["votable"] is False


@pytest.mark.parametrize(("label", "grade"), [("Oui", 5), ("En partie", 3), ("Non", 1)])
async def test_answer_is_kept_with_the_episode(
    owner: Post, waiting: Talk, database: Database, label: str, grade: int
) -> None:
    question = await closed(owner, waiting)

    answer = await waiting.answer_to(await waiting.click(choice(question, label)))

    assert answer[0]["text"].startswith("Merci de votre réponse")
    assert await grades(database) == [grade]


async def test_answer_may_be_typed(
    owner: Post, waiting: Talk, database: Database, bot: FakeBot
) -> None:
    await closed(owner, waiting)

    await waiting.ask("en partie")

    assert (await grades(database), bot.received) == ([3], [])


async def test_who_goes_on_typing_is_not_asked_again(
    owner: Post, waiting: Talk, database: Database, bot: FakeBot
) -> None:
    question = await closed(owner, waiting)

    answer = await waiting.ask("où en est ma facture 124 ?")
    later = await waiting.ask("oui")

    assert [event["type"] for event in answer] == ["message", "turn_end"]
    assert later[0]["text"] == "Bot : oui"
    asked = [event["seq"] for event in await waiting.events() if QUESTION in said(event)]
    assert asked == [question["seq"]]
    assert await grades(database) == [None]


async def test_transfer_asks_nothing_before_the_end(owner: Post, waiting: Talk, desk: Desk) -> None:
    await owner.act(waiting.id, "transfer")
    between = [said(event) for event in await waiting.events()]
    await owner.claim(waiting.id)

    question = await closed(owner, waiting)

    assert not any(QUESTION in text for text in between)
    assert QUESTION in question["text"]


async def test_each_exchange_is_asked_about(owner: Post, waiting: Talk, database: Database) -> None:
    first = await closed(owner, waiting)
    await waiting.ask("contacter un agent")
    await owner.claim(waiting.id)
    second = await closed(owner, waiting)

    await waiting.answer_to(await waiting.click(choice(second, "Oui")))
    await waiting.answer_to(await waiting.click(choice(first, "Non")))

    assert await grades(database) == [1, 5]


async def test_question_answered_during_another_exchange_says_nothing(
    owner: Post, waiting: Talk, database: Database
) -> None:
    question = await closed(owner, waiting)
    await waiting.ask("contacter un agent")
    await owner.claim(waiting.id)

    seq = await waiting.click(choice(question, "Oui"))

    assert (await waiting.read())["last_seq"] == seq
    assert (await grades(database))[0] == 5


async def test_nobody_is_asked_about_an_exchange_that_never_began(
    waiting: Talk, database: Database
) -> None:
    left = await waiting.ask("annuler")

    assert not any(QUESTION in said(event) for event in left)


async def test_messages_to_the_agent_are_never_answered_by_the_bot(
    owner: Post, waiting: Talk, bot: FakeBot
) -> None:
    for number in range(9):
        await waiting.say(f"message {number} à l’agent")
    await closed(owner, waiting)

    await waiting.ask("et ma facture ?")

    assert [turn["text"] for turn in bot.received] == ["et ma facture ?"]
