"""A program that is told of the desk: a real HTTP server on loopback that checks signatures."""

import asyncio
import json
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.core.signing import sign

type Json = dict[str, Any]

SECRET = "a-secret-of-thirty-two-characters!"


class WebhookReceiver:
    """`received` are the bodies whose signature is right, `keys` their delivery ids.

    `statuses` are spent one a call, then 204; while `free` is not set, answers are held.
    """

    def __init__(self) -> None:
        self.received: list[Json] = []
        self.keys: list[str] = []
        self.forged = 0
        self.statuses: list[int] = []
        self.answer = b""
        self.location = ""
        self.free = asyncio.Event()
        self.free.set()
        self._news = asyncio.Condition()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/told"

    async def start(self) -> None:
        app = Starlette(routes=[Route("/told", self._told, methods=["POST"])])
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        self._serving = asyncio.create_task(self._server.serve([self._socket]))

    async def stop(self) -> None:
        self.free.set()
        self._server.should_exit = self._server.force_exit = True
        await self._serving
        self._socket.close()

    async def until(self, wanted: Callable[[], bool]) -> None:
        async with asyncio.timeout(20), self._news:
            await self._news.wait_for(wanted)

    async def has(self, count: int) -> None:
        await self.until(lambda: len(self.received) >= count)

    async def _told(self, request: Request) -> Response:
        body = await request.body()
        timestamp = request.headers.get("x-chorale-timestamp", "")
        if request.headers.get("x-chorale-signature") != sign(SECRET, timestamp, body):
            self.forged += 1
            return Response(status_code=401)
        async with self._news:
            self.received.append(json.loads(body))
            self.keys.append(request.headers["x-chorale-delivery"])
            self._news.notify_all()
        await self.free.wait()
        status = self.statuses.pop(0) if self.statuses else 204
        headers = {"Location": self.location} if self.location else {}
        return Response(self.answer if status != 204 else b"", status, headers)
