"""Proxies on the way to the api, and what they do wrong. One thread, one loop for all of them."""

import asyncio
import contextlib
import random
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urlsplit

_CHUNK = 65536
_STREAM = b"content-type: text/event-stream"

type Pipe = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextmanager
def proxies(url: str, cut_after: float, spread: float = 0) -> Generator[tuple[str, str]]:
    """Two addresses in front of `url`: one cuts each connection, one holds streams back.

    Each is cut `cut_after` seconds after its beginning, more or less `spread`.
    """

    def life() -> float:
        return cut_after + random.uniform(-spread, spread)

    ready, over, addresses = threading.Event(), list[Callable[[], object]](), list[str]()

    async def serve() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        over.append(lambda: loop.call_soon_threadsafe(stop.set))
        async with _proxy(url, _pass_on, life) as cutting, _proxy(url, _hold_back) as holding:
            addresses.extend([cutting, holding])
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield addresses[0], addresses[1]
    finally:
        over[0]()
        thread.join(10)


@asynccontextmanager
async def _proxy(
    url: str, answers: Pipe, life: Callable[[], float] | None = None
) -> AsyncGenerator[str]:
    port = urlsplit(url).port

    async def handle(client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        writers = [back]
        # A connection that ends badly is what these proxies are for.
        with contextlib.suppress(OSError, TimeoutError, asyncio.CancelledError):
            upstream, forth = await asyncio.open_connection("127.0.0.1", port)
            writers.append(forth)
            async with asyncio.timeout(life and life()):
                await _first_of(_pass_on(client, forth), answers(upstream, back))
        for writer in writers:
            writer.transport.abort() if life else writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()


async def _first_of(*pipes: Awaitable[None]) -> None:
    tasks = [asyncio.ensure_future(pipe) for pipe in pipes]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(_CHUNK):
        writer.write(piece)
        await writer.drain()


async def _hold_back(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass everything on but a stream: from its first byte, it is kept for its end, or for ever."""
    held = b""
    while piece := await reader.read(_CHUNK):
        if held or _STREAM in piece.lower():
            held += piece
            continue
        writer.write(piece)
        await writer.drain()
    writer.write(held)
