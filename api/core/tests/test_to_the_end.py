"""What is begun is finished, whoever asked for it."""

import asyncio

import pytest

from api.core.to_the_end import to_the_end


async def test_the_result_is_given_to_who_waits() -> None:
    async def work() -> int:
        return 5

    assert await to_the_end(work()) == 5


async def test_what_fails_is_told_to_who_waits() -> None:
    async def work() -> None:
        raise ValueError("essai")

    with pytest.raises(ValueError, match="essai"):
        await to_the_end(work())


async def test_work_goes_on_when_who_asked_for_it_is_gone() -> None:
    begun, may_go, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await may_go.wait()
        done.set()

    asking = asyncio.create_task(to_the_end(work()))
    await begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    may_go.set()
    async with asyncio.timeout(5):
        await done.wait()
