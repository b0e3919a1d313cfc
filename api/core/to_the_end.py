"""Work that is finished once begun, also when whoever asked for it is gone.

A server cancels a stream again and again, until it has ended, as soon as its reader leaves. A
database connection that is cut so in the middle of a statement has to be thrown away, and may not
come back to its pool at all.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

_under_way: set[asyncio.Task[Any]] = set()


async def to_the_end[T](work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`; a cancellation leaves it running by itself."""
    task = asyncio.ensure_future(work)
    _under_way.add(task)
    task.add_done_callback(_forget)
    return await asyncio.shield(task)


def _forget(task: asyncio.Task[Any]) -> None:
    _under_way.discard(task)
    if not task.cancelled():
        task.exception()  # told to whoever waited; nobody else wants to know
