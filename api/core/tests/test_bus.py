"""Notes pass from process to process; what has moved is told apart from what is only said."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from api.core.bus import Bus, LocalBus, open_bus

WAIT = 10.0


@asynccontextmanager
async def two_processes(url: str) -> AsyncGenerator[tuple[Bus, Bus]]:
    """They share the server and nothing else; each hears the other."""
    url = url.replace("postgresql://", "postgresql+asyncpg://", 1)
    async with asyncio.timeout(60), open_bus(url) as here, open_bus(url) as there:
        for speaker, hearer in ((here, there), (there, here)):
            with hearer.subscribe("ready") as ready:
                await speaker.publish("ready")
                while not await ready.wait(0.05):
                    await speaker.publish("ready")
        yield here, there


async def test_a_note_does_not_say_that_something_moved() -> None:
    bus = LocalBus()
    with bus.subscribe("a") as news:
        await bus.publish("a", "note")

        assert await news.wait(1)
        assert (news.take_notes(), news.take_moved()) == (["note"], False)


async def test_a_publication_says_that_something_moved() -> None:
    bus = LocalBus()
    with bus.subscribe("a") as news:
        await bus.publish("a")

        assert await news.wait(1)
        assert (news.take_notes(), news.take_moved()) == ([], True)


async def test_notes_are_taken_once() -> None:
    bus = LocalBus()
    with bus.subscribe("a") as news:
        await bus.publish("a", "note")
        news.take_notes()

        assert news.take_notes() == []


async def test_only_the_latest_notes_are_kept() -> None:
    bus = LocalBus()
    with bus.subscribe("a") as news:
        for number in range(20):
            await bus.publish("a", str(number))

        assert news.take_notes()[-2:] == ["18", "19"]


@pytest.mark.parametrize("note", ["", '{"from": "agent", "author": "Zoé\\n"}'])
async def test_postgresql_carries_notes_to_other_processes(postgres_url: str, note: str) -> None:
    async with two_processes(postgres_url) as (here, there):
        with there.subscribe("conversation:1") as news:
            await here.publish("conversation:1", note)

            assert await news.wait(WAIT)
            assert news.take_notes() == ([note] if note else [])
            assert news.take_moved() is not bool(note)


async def test_a_process_hears_itself_once(postgres_url: str) -> None:
    heard: list[str] = []
    async with two_processes(postgres_url) as (here, there):
        with here.subscribe("a") as own, there.subscribe("a") as other:
            await here.publish("a", "first")
            assert await other.wait(WAIT)  # what comes back to us has come by the next note
            await there.publish("a", "second")
            while "second" not in heard and await own.wait(WAIT):
                heard += own.take_notes()

    assert heard == ["first", "second"]
