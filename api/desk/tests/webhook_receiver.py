"""A program that is told of the desk: a real HTTP server on loopback that checks signatures."""

import asyncio
import json
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from api.core.signing import sign
from api.tests.loopback_server import LoopbackServer

type Json = dict[str, Any]

SECRET = "a-secret-of-thirty-two-characters!"


class WebhookReceiver(LoopbackServer):
    """`received` are the bodies whose signature is right, `keys` their delivery ids.

    `statuses` are spent one a call, then 204; while `free` is not set, answers are held.
    """

    def __init__(self) -> None:
        super().__init__()
        self.received: list[Json] = []
        self.keys: list[str] = []
        self.forged = 0
        self.statuses: list[int] = []
        self.answer = b""
        self.location = ""
        self.free = asyncio.Event()
        self.free.set()
        self.url = f"{self.url}/told"

    def app(self) -> ASGIApp:
        return Starlette(routes=[Route("/told", self._told, methods=["POST"])])

    async def stop(self) -> None:
        self.free.set()
        await super().stop()

    async def has(self, count: int) -> None:
        await self.until(lambda: len(self.received) >= count)

    async def _told(self, request: Request) -> Response:
        body = await request.body()
        timestamp = request.headers.get("x-chorale-timestamp", "")
        if request.headers.get("x-chorale-signature") != sign(SECRET, timestamp, body):
            self.forged += 1
            return Response(status_code=401)
        self.received.append(json.loads(body))
        self.keys.append(request.headers["x-chorale-delivery"])
        await self.tell()
        await self.free.wait()
        status = self.statuses.pop(0) if self.statuses else 204
        headers = {"Location": self.location} if self.location else {}
        return Response(self.answer if status != 204 else b"", status, headers)
