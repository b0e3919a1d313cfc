"""Work that goes on beside a block, and ends with it."""

import asyncio

import pytest

from api.core.background import running


async def test_work_goes_on_while_the_block_does() -> None:
    done = asyncio.Event()

    async def work() -> None:
        done.set()

    async with running(work()), asyncio.timeout(5):
        await done.wait()


async def test_work_has_ended_when_the_block_has() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with running(work()):
        await begun.wait()

    assert ended.is_set()


async def test_work_ends_when_the_block_fails() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async def fail_beside() -> None:
        async with running(work()):
            await asyncio.sleep(0)
            raise ValueError("essai")

    with pytest.raises(ValueError, match="essai"):
        await fail_beside()

    assert ended.is_set()


async def test_what_fails_stops_nothing_else() -> None:
    may_go, done = asyncio.Event(), asyncio.Event()

    async def fail() -> None:
        may_go.set()
        raise ValueError("essai")

    async def work() -> None:
        await may_go.wait()
        done.set()

    async with running(fail(), work()), asyncio.timeout(5):
        await done.wait()


async def test_what_fails_is_told_by_its_name_alone(caplog: pytest.LogCaptureFixture) -> None:
    failed = asyncio.Event()

    async def listen() -> None:
        failed.set()
        raise ValueError("secret")

    async with running(listen()):
        await failed.wait()
        await asyncio.sleep(0)  # the log is written just after

    (told,) = caplog.messages
    assert "listen ended: ValueError" in told
    assert "secret" not in caplog.text


async def test_the_end_of_the_block_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        await asyncio.Event().wait()

    async with running(work()):
        await asyncio.sleep(0)

    assert not caplog.messages
