"""What the stand-ins for programs of tickets share: a real HTTP server, and its ways to fail."""

import asyncio
import socket
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

type Json = dict[str, Any]

_WRITES = frozenset({"POST", "PUT"})


class CutConnection:
    """The answer stops on its way."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"100"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})
        raise ConnectionError("cut")


class ContractServer(ABC):
    """`faults` are spent one a call that writes, `chaos` one a call whatever it is.

    A status is answered before the call is served, `cut` before as well, `lost` after it was.
    `calls` are those that came, by method and path.
    """

    # Whether something is written before a ticket is opened: a session, here.
    writes_first = False

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.chaos: list[str] = []
        self.retry_after = "0"
        self.calls: list[str] = []
        self._news = asyncio.Condition()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    async def start(self) -> None:
        app = Starlette()
        app.router.default = self._answer
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        self._serving = asyncio.create_task(self._server.serve([self._socket]))

    async def stop(self) -> None:
        self._server.should_exit = self._server.force_exit = True
        await self._serving
        self._socket.close()

    async def until(self, wanted: Callable[[], bool]) -> None:
        """Wait until something is so; looked at after each call."""
        async with asyncio.timeout(20), self._news:
            await self._news.wait_for(wanted)

    @property
    @abstractmethod
    def titles(self) -> list[str]:
        """Of the tickets, oldest first."""

    @property
    @abstractmethod
    def notes(self) -> list[str]:
        """What a reader sees in the tickets, oldest first, without its layout."""

    @property
    @abstractmethod
    def files(self) -> list[tuple[str, bytes]]:
        """Names and contents, oldest first."""

    @property
    @abstractmethod
    def is_closed(self) -> bool:
        """Whether the one ticket is."""

    @property
    @abstractmethod
    def numbers(self) -> list[int]:
        """Of the tickets, oldest first."""

    @abstractmethod
    def somebody_opens(self, title: str) -> None:
        """A ticket that is not ours."""

    @abstractmethod
    def somebody_writes(self, text: str) -> None:
        """A note in the one ticket, that is not ours."""

    @abstractmethod
    def delete_ticket(self) -> None:
        """Somebody deletes the one ticket."""

    @abstractmethod
    async def serve(self, request: Request) -> Response:
        """The documented answer, or the documented refusal."""

    @abstractmethod
    def failure(self, status: int) -> Response:
        """A failure, in the form in which this program says it."""

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        answer = await self._answer_to(request)
        async with self._news:
            self._news.notify_all()
        await answer(scope, receive, send)

    async def _answer_to(self, request: Request) -> Response | CutConnection:
        fault = self._fault(request.method)
        self.calls.append(f"{request.method} {request.url.path}")
        if fault == "cut":
            return CutConnection()
        if fault.isdigit():
            failure = self.failure(int(fault))
            failure.headers["Retry-After"] = self.retry_after
            return failure
        served = await self.serve(request)
        return CutConnection() if fault == "lost" else served

    def _fault(self, method: str) -> str:
        if self.chaos:
            return self.chaos.pop(0)
        return self.faults.pop(0) if self.faults and method in _WRITES else ""


def said(body: object, status: int = 200, **headers: str) -> JSONResponse:
    return JSONResponse(body, status, headers=headers)
