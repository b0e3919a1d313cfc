"""A real HTTP server on loopback, in place of a program of somebody else."""

import asyncio
import socket
from abc import ABC, abstractmethod
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from api.tests.prompt_server import PromptServer


class CutAnswer:
    """The answer stops on its way."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"100"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})
        raise ConnectionError("cut")


class LoopbackServer(ABC):
    """`url` is known before it starts."""

    def __init__(self) -> None:
        self._news = asyncio.Condition()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    @abstractmethod
    def app(self) -> ASGIApp:
        """What answers."""

    async def start(self) -> None:
        self._server = PromptServer(self.app())
        self._server.start(self._socket)

    async def stop(self) -> None:
        await self._server.stop()
        self._socket.close()

    async def until(self, wanted: Callable[[], bool]) -> None:
        """Wait until something is so; looked at whenever there are news."""
        async with asyncio.timeout(60), self._news:
            await self._news.wait_for(wanted)

    async def tell(self) -> None:
        """There are news."""
        async with self._news:
            self._news.notify_all()
