"""How much of a request's body is read, before anybody knows who sends it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.core.errors import TooLargeError

# Ours: far more than any JSON of the contract.
MAX_BODY = 1_000_000  # bytes


class BodyTooLargeError(TooLargeError):
    code = "body_too_large"

    def __init__(self) -> None:
        super().__init__("La requête est trop volumineuse.")


class BodyLimit:
    """Answers with `refusal` as soon as a body passes `limit` bytes, or announces that it will.

    Paths that one of `streamed` matches wholly are left to their route, which knows the caller
    before it reads, and bounds what it reads with an error of its own.
    """

    def __init__(
        self, app: ASGIApp, *, refusal: ASGIApp, streamed: Sequence[str], limit: int = MAX_BODY
    ) -> None:
        self._app = app
        self._refusal = refusal
        self._streamed = [re.compile(path) for path in streamed]
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or any(path.fullmatch(scope["path"]) for path in self._streamed):
            await self._app(scope, receive, send)
        elif _announced(scope) > self._limit:
            await self._refusal(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        counted = _Counted(receive, send, self._limit)
        try:
            await self._app(scope, counted.receive, counted.send)
        except BodyTooLargeError:
            if not counted.passed:
                raise
        if counted.passed and not counted.answered:
            await self._refusal(scope, receive, send)


@dataclass(slots=True)
class _Counted:
    """A request whose body is counted as it comes; once it is too long, no other answer leaves."""

    _receive: Receive
    _send: Send
    _limit: int
    _received: int = 0
    passed: bool = field(default=False, init=False)
    answered: bool = field(default=False, init=False)

    async def receive(self) -> Message:
        message = await self._receive()
        self._received += len(message.get("body", b""))
        if self._received > self._limit:
            self.passed = True
            raise BodyTooLargeError
        return message

    async def send(self, message: Message) -> None:
        # What the application makes of the cut (400…) would hide the reason.
        if self.passed and not self.answered:
            return
        self.answered = True
        await self._send(message)


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0
