from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import drafts, episodes, log, speaker
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core import clock
from api.core.settings import get_settings
from api.domain.close_outcome import CloseOutcome
from api.domain.speaker import Speaker
from api.models.conversation import Conversation
from api.models.desk_episode import DeskEpisode


@pytest.fixture
async def session(talk: Talk) -> AsyncIterator[AsyncSession]:
    async with database_of(talk.client).new_session.begin() as session:
        yield session


def let_pass(minutes: int) -> None:
    get_settings().clock = clock.now() + timedelta(minutes=minutes)


async def test_hand_over_is_dated_from_call_to_end(talk: Talk, session: AsyncSession) -> None:
    called = clock.now()
    await speaker.enqueue(session, talk.id, "user_wish")
    let_pass(3)
    await speaker.claim(session, talk.id, "agent.1", "Agnès")
    let_pass(8)
    await speaker.close_by_agent(session, talk.id, "agent.1", CloseOutcome.SOLVED)

    episode = await episodes.latest(session, talk.id)
    assert episode is not None
    assert episode.queued_at == called
    assert episode.claimed_at == called + timedelta(minutes=3)
    assert episode.closed_at == called + timedelta(minutes=11)
    assert (episode.agent_login, episode.agent_name) == ("agent.1", "Agnès")
    assert (episode.queue_reason, episode.close_reason) == ("user_wish", "solved")
    assert await episodes.current(session, talk.id) is None


async def test_transfer_and_return_stay_in_one_hand_over(talk: Talk, session: AsyncSession) -> None:
    await speaker.enqueue(session, talk.id, "user_wish")
    await speaker.claim(session, talk.id, "agent.1", "Agnès")
    let_pass(5)
    await speaker.give_back(session, talk.id, "agent.1", "transfer")
    await speaker.claim(session, talk.id, "agent.2", "Basile")

    [episode] = await _all(session)
    assert episode.claimed_at == episode.queued_at
    assert episode.agent_login == "agent.2"
    assert episode.closed_at is None


async def test_leaving_the_queue_ends_a_hand_over_without_agent(
    talk: Talk, session: AsyncSession
) -> None:
    await speaker.enqueue(session, talk.id, "user_wish")
    await speaker.leave_queue(session, talk.id)

    [episode] = await _all(session)
    assert (episode.close_reason, episode.agent_login) == ("user_left", None)
    assert await episodes.recent_handling(session, 9, clock.now() - timedelta(days=1)) == []


async def test_second_call_is_a_second_hand_over(talk: Talk, session: AsyncSession) -> None:
    for _ in range(2):
        await speaker.enqueue(session, talk.id, "user_wish")
        await speaker.leave_queue(session, talk.id)

    assert len(await _all(session)) == 2


async def test_erasing_keeps_the_counted_facts_only(talk: Talk) -> None:
    await talk.ask("contacter un agent")

    await talk.client.delete(talk.url, headers=talk.headers)

    async with database_of(talk.client).new_read_session.begin() as session:
        [episode] = await _all(session)
    assert (episode.conversation_id, episode.close_reason) == (None, "erased")
    assert episode.closed_at is not None


async def test_end_without_agent_brings_the_assistant_back(
    talk: Talk, session: AsyncSession
) -> None:
    await speaker.enqueue(session, talk.id, "user_wish")
    await speaker.claim(session, talk.id, "agent.1", "Agnès")

    ended = await speaker.end_exchange(session, talk.id, Speaker.AGENT, CloseOutcome.INACTIVE)
    again = await speaker.end_exchange(session, talk.id, Speaker.AGENT, CloseOutcome.INACTIVE)

    assert (ended, again) == (True, False)
    assert await speaker.speaker_of(session, talk.id) is Speaker.BOT
    [episode] = await _all(session)
    assert episode.close_reason == "inactive"


async def test_recent_exchanges_are_those_that_an_agent_has_ended(
    talk: Talk, session: AsyncSession
) -> None:
    for minutes in (10, 20):
        await speaker.enqueue(session, talk.id, "user_wish")
        await speaker.claim(session, talk.id, "agent.1", "Agnès")
        let_pass(minutes)
        await speaker.close_by_agent(session, talk.id, "agent.1")

    since = clock.now() - timedelta(days=1)
    lengths = await episodes.recent_handling(session, 9, since)
    assert lengths == [timedelta(minutes=20), timedelta(minutes=10)]
    assert await episodes.recent_handling(session, 1, since) == [timedelta(minutes=20)]
    assert len(await episodes.recent_handling(session, 9, clock.now())) == 1


async def test_last_word_of_a_human_is_remembered(talk: Talk, session: AsyncSession) -> None:
    await log.append(session, talk.id, [drafts.user_message("Vous êtes là ?")])
    asked = await _row(session, talk.id)
    let_pass(2)
    await log.append(session, talk.id, [drafts.agent_message("Oui.", "Agnès")])
    answered = await _row(session, talk.id)

    assert asked == (True, clock.now() - timedelta(minutes=2))
    assert answered == (False, clock.now())


async def test_words_of_the_assistant_change_nothing(talk: Talk, session: AsyncSession) -> None:
    await log.append(session, talk.id, [drafts.bot_message("Je suis là.")])

    assert await _row(session, talk.id) == (False, None)


async def _row(session: AsyncSession, key: str) -> tuple[bool, datetime | None]:
    columns = select(Conversation.waiting_for_agent, Conversation.human_at)
    row = (await session.execute(columns.where(Conversation.id == key))).one()
    return row[0], row[1]


async def _all(session: AsyncSession) -> list[DeskEpisode]:
    return list(await session.scalars(select(DeskEpisode).order_by(DeskEpisode.id)))
