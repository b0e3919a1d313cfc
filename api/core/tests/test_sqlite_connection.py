"""SQLite through one visit a statement, one writer at a time, and readers beside it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from api.core.db import Database

MANY = 1_300  # more than what is read at once with a statement


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A table of numbers, and a counter at nought."""
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'essai.db'}")
    async with opened.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE numbers (n INTEGER PRIMARY KEY)"))
        await connection.execute(text("CREATE TABLE counter (n INTEGER)"))
        await connection.execute(text("INSERT INTO counter VALUES (0)"))
    yield opened
    await opened.dispose()


async def add_numbers(database: Database) -> None:
    async with database.new_session.begin() as session:
        rows = [{"n": number} for number in range(MANY)]
        await session.execute(text("INSERT INTO numbers VALUES (:n)"), rows)


async def add_one(database: Database) -> None:
    async with database.new_session.begin() as session:
        found = await session.scalar(text("SELECT n FROM counter"))
        await session.execute(text("UPDATE counter SET n = :n"), {"n": found + 1})


async def counted(database: Database) -> int:
    async with database.new_read_session.begin() as session:
        return await session.scalar(text("SELECT n FROM counter")) or 0


async def test_a_long_answer_is_read_whole(database: Database) -> None:
    await add_numbers(database)

    async with database.new_read_session.begin() as session:
        found = (await session.scalars(text("SELECT n FROM numbers ORDER BY n"))).all()

    assert list(found) == list(range(MANY))


async def test_a_long_answer_can_be_read_by_pieces(database: Database) -> None:
    await add_numbers(database)

    async with database.new_read_session.begin() as session:
        rows = await session.stream_scalars(
            text("SELECT n FROM numbers ORDER BY n"), execution_options={"yield_per": 70}
        )
        found = [number async for number in rows]

    assert found == list(range(MANY))


async def test_an_answer_left_in_its_middle_holds_nothing(database: Database) -> None:
    await add_numbers(database)
    async with database.new_read_session.begin() as session:
        rows = await session.stream_scalars(
            text("SELECT n FROM numbers ORDER BY n"), execution_options={"yield_per": 70}
        )
        async for number in rows:
            if number == 600:
                break

    await add_one(database)
    assert await counted(database) == 1


async def test_writers_wait_for_each_other(database: Database) -> None:
    await asyncio.gather(*(add_one(database) for _ in range(40)))

    assert await counted(database) == 40


async def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.new_session.begin() as session:
        await session.execute(text("UPDATE counter SET n = 5"))
        async with asyncio.timeout(30):
            assert await counted(database) == 0


async def test_what_is_raised_undoes_what_was_written(database: Database) -> None:
    async def fail() -> None:
        async with database.new_session.begin() as session:
            await session.execute(text("UPDATE counter SET n = 5"))
            raise ValueError("essai")

    with pytest.raises(ValueError, match="essai"):
        await fail()
    assert await counted(database) == 0


async def test_a_writer_given_up_anywhere_does_not_hold_the_next(database: Database) -> None:
    """A client that leaves cancels its request, wherever that is."""
    kept = 0
    for turns in range(60):
        writing = asyncio.create_task(add_one(database))
        for _ in range(turns):
            await asyncio.sleep(0)
        writing.cancel()
        done = await asyncio.gather(writing, return_exceptions=True)
        async with asyncio.timeout(30):
            await add_one(database)
        kept += 1 + (done[0] is None)

    # One that was cancelled while it was committed may have been written.
    assert kept <= await counted(database) <= 120
