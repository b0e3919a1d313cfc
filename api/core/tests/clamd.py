"""A real TCP server that speaks INSTREAM as clamd(8) says, and knows one harmful file."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import pytest

from api.core.settings import get_settings

# Not the test file of the antivirus makers: a real one of this machine would take it away.
HARMFUL = b"ceci tient lieu de virus"


class Clamd:
    """`replies` are given first, in turn, whatever is sent; `max_stream` is in bytes."""

    def __init__(self) -> None:
        self.examined: list[bytes] = []
        self.replies: list[bytes] = []
        self.max_stream = 25_000_000
        self.silent = False
        self._server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        assert self._server is not None
        return f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, EOFError):
            writer.write(await self._answer(reader))
            await writer.drain()
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader) -> bytes:
        if await reader.readuntil(b"\0") != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND\0"
        content = b""
        while length := int.from_bytes(await reader.readexactly(4), "big"):
            if len(content) + length > self.max_stream:
                return b"INSTREAM size limit exceeded. ERROR\0"
            content += await reader.readexactly(length)
        self.examined.append(content)
        if self.silent:
            await reader.read()
        if self.replies:
            return self.replies.pop(0)
        return b"stream: Essai-1 FOUND\0" if HARMFUL in content else b"stream: OK\0"


@asynccontextmanager
async def running_clamd(environment: pytest.MonkeyPatch) -> AsyncGenerator[Clamd]:
    """Started, and named by the settings."""
    server = Clamd()
    await server.start()
    environment.setenv("CHORALE_CLAMAV", server.address)
    environment.setenv("CHORALE_CLAMAV_TIMEOUT", "30")
    get_settings.cache_clear()
    yield server
    await server.stop()
