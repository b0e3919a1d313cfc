"""What the stand-ins for programs of tickets share: a real HTTP server, and its ways to fail."""

from abc import abstractmethod
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.tests.loopback_server import CutAnswer, LoopbackServer

type Json = dict[str, Any]

_WRITES = frozenset({"POST", "PUT"})


class ContractServer(LoopbackServer):
    """`faults` are spent one a call that writes, `chaos` one a call whatever it is.

    A status is answered before the call is served, `cut` before as well, `lost` after it was.
    `calls` are those that came, by method and path.
    """

    # Whether something is written before a ticket is opened: a session, here.
    writes_first = False

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.chaos: list[str] = []
        self.retry_after = "0"
        self.tickets: dict[int, Json] = {}
        self.calls: list[str] = []

    def app(self) -> ASGIApp:
        """There are news after each call."""
        app = Starlette()
        app.router.default = self._answer
        return app

    @property
    def only(self) -> Json:
        """The one ticket."""
        [ticket] = self.tickets.values()
        return ticket

    @property
    def numbers(self) -> list[int]:
        """Of the tickets, oldest first."""
        return list(self.tickets)

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
        await self.tell()
        await answer(scope, receive, send)

    async def _answer_to(self, request: Request) -> Response | CutAnswer:
        fault = self._fault(request.method)
        self.calls.append(f"{request.method} {request.url.path}")
        if fault == "cut":
            return CutAnswer()
        if fault.isdigit():
            failure = self.failure(int(fault))
            failure.headers["Retry-After"] = self.retry_after
            return failure
        served = await self.serve(request)
        return CutAnswer() if fault == "lost" else served

    def _fault(self, method: str) -> str:
        if self.chaos:
            return self.chaos.pop(0)
        return self.faults.pop(0) if self.faults and method in _WRITES else ""


def said(body: object, status: int = 200, **headers: str) -> JSONResponse:
    return JSONResponse(body, status, headers=headers)
