import pytest

from api.chat import log
from api.chat.drafts import bot_message
from api.chat.publication import attach_bus, conversation_topic
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.bus import LocalBus
from api.core.db import Database
from api.core.errors import NotFoundError


@pytest.fixture
def bus(talk: Talk) -> LocalBus:
    """A bus that hears nothing of what came before the test."""
    bus = LocalBus()
    attach_bus(database_of(talk.client), bus)
    return bus


@pytest.fixture
def database(talk: Talk) -> Database:
    return database_of(talk.client)


async def test_readers_are_woken_after_the_commit(
    talk: Talk, database: Database, bus: LocalBus
) -> None:
    with bus.subscribe(conversation_topic(talk.id)) as news:
        async with database.new_session.begin() as session:
            async with session.begin_nested():
                await log.append(session, talk.id, [bot_message("bonjour")])
            assert not await news.wait(0.05)
        assert await news.wait(20)


async def test_undone_savepoint_does_not_silence_the_rest(
    talk: Talk, database: Database, bus: LocalBus
) -> None:
    with bus.subscribe(conversation_topic(talk.id)) as news:
        async with database.new_session.begin() as session:
            await log.append(session, talk.id, [bot_message("bonjour")])
            savepoint = await session.begin_nested()
            await savepoint.rollback()
        assert await news.wait(20)


async def test_rollback_wakes_nobody_and_leaves_no_hole(
    talk: Talk, database: Database, bus: LocalBus
) -> None:
    with bus.subscribe(conversation_topic(talk.id)) as news:
        async with database.new_session() as session:
            await log.append(session, talk.id, [bot_message("perdu")])
            await session.rollback()
        assert not await news.wait(0.05)
    async with database.new_session.begin() as session:
        [event] = await log.append(session, talk.id, [bot_message("gardé")])

    assert event.seq == 2


async def test_nothing_is_written_to_an_unknown_conversation(database: Database) -> None:
    async with database.new_session() as session:
        with pytest.raises(NotFoundError):
            await log.append(session, "unknown", [bot_message("bonjour")])
