"""`POST …/end`: over, and kept."""

from uuid import uuid4

from httpx import AsyncClient
from sqlalchemy import select

from api.chat import speaker
from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk, kinds
from api.domain.close_outcome import CloseOutcome
from api.domain.speaker import Speaker
from api.models.desk_episode import DeskEpisode

CLOSED = {"speaker": "closed"}


async def test_the_log_says_that_it_is_over(talk: Talk) -> None:
    await talk.ask("bonjour")
    ended = await talk.post("/end", {})

    last = (await talk.events())[-1]
    assert ended.status_code == 204
    assert (last["type"], last["state"], last["text"]) == (
        "state",
        CLOSED,
        "La conversation est terminée.",
    )


async def test_ending_it_again_writes_nothing(talk: Talk) -> None:
    await talk.post("/end", {})
    events = await talk.events()

    assert (await talk.post("/end", {})).status_code == 204
    assert await talk.events() == events


async def test_nothing_more_is_said_in_it(talk: Talk, bot: FakeBot) -> None:
    await talk.post("/end", {})

    said = await talk.post("/messages", {"client_id": str(uuid4()), "text": "encore"})
    assert (said.status_code, said.json()["code"]) == (409, "conversation_closed")
    assert bot.received == []


async def test_it_stays_to_be_read_kept_and_judged(talk: Talk) -> None:
    [*_, answer, _] = await talk.ask("bonjour")
    await talk.post("/end", {})

    kept = await talk.client.get(f"{talk.url}/transcript", headers=talk.headers)
    voted = await talk.post("/votes", {"seq": answer["seq"], "value": 1})
    assert answer["text"] in kept.text
    assert voted.status_code == 200


async def test_it_may_still_be_erased(talk: Talk) -> None:
    await talk.post("/end", {})
    erased = await talk.client.delete(talk.url, headers=talk.headers)

    assert erased.status_code == 204
    assert (await talk.post("/end", {})).status_code == 404


async def test_an_answer_still_owed_is_cancelled(talk: Talk, bot: FakeBot) -> None:
    bot.free.clear()
    seq = await talk.say("bonjour")
    await talk.post("/end", {})
    bot.free.set()

    after = await talk.events(after=seq)
    assert kinds(after) == ["turn_end", "state"]
    assert after[0]["in_reply_to"] == seq


async def test_who_waited_leaves_the_queue_and_the_next_moves_up(client: AsyncClient) -> None:
    first, second = await Talk.start(client), await Talk.start(client)
    await first.ask("contacter un agent")
    await second.ask("contacter un agent")

    await first.post("/end", {})

    assert (await second.events())[-1]["state"]["position"] == 1
    async with database_of(client).new_read_session.begin() as session:
        outcomes = await session.scalars(
            select(DeskEpisode.close_reason).where(DeskEpisode.conversation_id == first.id)
        )
        assert list(outcomes) == [CloseOutcome.USER_LEFT]


async def test_an_agent_who_was_on_is_so_no_more(talk: Talk) -> None:
    await talk.ask("contacter un agent")
    database = database_of(talk.client)
    async with database.new_session.begin() as session:
        assert await speaker.claim(session, talk.id, "agent.1", "Camille")

    await talk.post("/end", {})

    async with database.new_session.begin() as session:
        assert await speaker.speaker_of(session, talk.id) is Speaker.CLOSED
        assert not await speaker.close_by_agent(session, talk.id, "agent.1")
        closed = select(DeskEpisode.close_reason).where(DeskEpisode.conversation_id == talk.id)
        assert list(await session.scalars(closed)) == [CloseOutcome.USER_LEFT]


async def test_it_takes_the_token_of_the_conversation(talk: Talk) -> None:
    other = await Talk.start(talk.client)

    refused = await talk.client.post(f"{talk.url}/end", headers=other.headers)
    assert refused.status_code == 404
    assert all(event.get("state") != CLOSED for event in await talk.events())
