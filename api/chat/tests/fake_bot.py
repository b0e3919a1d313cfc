"""A stand-in for the bot's channel: a real HTTP server on loopback that checks signatures.

Like the real one it answers a `turn_id` that it knows from memory, without doing it again.
"""

import asyncio
import socket
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from api.core.signing import sign
from api.tests.prompt_server import PromptServer

type Json = dict[str, Any]
type Answer = Callable[[Json], Json]


def echo(turn: Json) -> Json:
    """The default answer: says back what it received."""
    return {"messages": [{"text": f"Bot : {turn['text']}"}], "intent": {"name": "echo"}}


class FakeBot:
    """`received` holds every call, `processed` each turn once, `erased` the conversations."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self.answer: Answer = echo
        self.status = 200
        self.received: list[Json] = []
        self.processed: dict[str, Json] = {}
        self.erased: list[str] = []
        self.free = asyncio.Event()
        self.free.set()
        self.called = asyncio.Event()
        self._socket = _bound()
        self._socket.listen(128)
        self.port: int = self._socket.getsockname()[1]
        self._server: PromptServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self._socket.listen(128)
        routes = [
            Route("/webhooks/gateway/", self._health),
            Route("/webhooks/gateway/turns", self._turn, methods=["POST"]),
            Route("/webhooks/gateway/conversations/{key}", self._erase, methods=["DELETE"]),
        ]
        self._server = PromptServer(Starlette(routes=routes))
        self._server.start(self._socket)

    async def stop(self) -> None:
        """Gone at once, cutting the calls under way: what a crash looks like from outside.

        The port stays ours: who calls is refused, and no test beside this one is given it.
        """
        if self._server:
            await self._server.stop()
            self._server = None
        self._socket.close()
        self._socket = _bound(self.port)

    async def close(self) -> None:
        """Gone, and the port with it."""
        await self.stop()
        self._socket.close()

    async def _health(self, _: Request) -> JSONResponse:
        return JSONResponse({}, self.status)

    async def _turn(self, request: Request) -> JSONResponse:
        if not await self._signed(request):
            return JSONResponse({"code": "bad_signature"}, 403)
        turn = await request.json()
        self.received.append(turn)
        if self.status != 200:
            return JSONResponse({}, self.status)
        known = self.processed.get(turn["turn_id"])
        reply = known or self.answer(turn)
        self.processed[turn["turn_id"]] = reply
        self.called.set()
        await self.free.wait()
        return JSONResponse({**reply, "replayed": known is not None})

    async def _erase(self, request: Request) -> JSONResponse:
        if not await self._signed(request):
            return JSONResponse({"code": "bad_signature"}, 403)
        self.erased.append(request.path_params["key"])
        return JSONResponse({"status": "ok"})

    async def _signed(self, request: Request) -> bool:
        timestamp = request.headers.get("x-chorale-timestamp", "")
        expected = sign(self._secret, timestamp, await request.body())
        return request.headers.get("x-chorale-signature") == expected


def _bound(port: int = 0) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound
