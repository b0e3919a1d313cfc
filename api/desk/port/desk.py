"""What a desk does for Chorale, whoever wrote it.

Every call may be repeated: after a failure it is made again, with what was already achieved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class DeskFailedError(Exception):
    """The desk did not answer as it should: worth trying again. `code` is for the operator."""

    def __init__(self, code: str, retry_after: float = 0) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class ThreadGoneError(Exception):
    """The desk no longer knows the thread: somebody deleted it there."""


@dataclass(frozen=True, slots=True)
class Case:
    """Of whom a desk is told. `user` identifies them from one conversation to another."""

    conversation_id: str
    user: str
    name: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation's double at the desk, by its numbers there; None until it is known."""

    contact: int | None = None
    source: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Something to tell the desk: the user's words, or a note that agents alone read.

    `after` is the desk's number of what it was told before. `doubtful`: it may have been told
    this already, to be looked for beyond `after` first.
    """

    text: str
    note: bool
    after: int
    doubtful: bool


@dataclass(frozen=True, slots=True)
class AgentMessage:
    """What an agent said to the user; `mark` is its number at the desk."""

    mark: int
    agent: str
    agent_name: str
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What agents said, oldest first; `over`: they have given the user back.

    `last` is the highest number read, `mark` the one after which to read next time: it goes back
    a little, on purpose, and what was heard already is recognised by its number.
    """

    messages: Sequence[AgentMessage]
    over: bool
    mark: int
    last: int


class Desk(Protocol):
    """A desk that is not ours. All raise `DeskFailedError`, and on a thread `ThreadGoneError`."""

    async def find_thread(self, case: Case, known: Thread) -> Thread:
        """The double of a conversation, created if need be: never a second one."""
        ...

    async def put_in_hands(self, thread: int) -> None:
        """The user waits for an agent."""
        ...

    async def tell(self, thread: int, said: Said) -> int:
        """Say it at the end of the thread, once. Returns its number there."""
        ...

    async def hear(self, thread: int, after: int) -> Heard:
        """What agents said and did."""
        ...

    async def take_back(self, thread: int) -> None:
        """The user is no longer with the agents."""
        ...

    async def forget(self, thread: int) -> None:
        """Delete what was said; a thread that is gone already is no failure."""
        ...

    async def close(self) -> None:
        """Free what it holds."""
        ...


class OwnDesk:
    """Our desk reads the tables: it has nothing to be told, and nothing to be heard from."""

    async def find_thread(self, case: Case, known: Thread) -> Thread:
        return known

    async def put_in_hands(self, thread: int) -> None: ...

    async def tell(self, thread: int, said: Said) -> int:
        return said.after

    async def hear(self, thread: int, after: int) -> Heard:
        return Heard((), over=False, mark=after, last=after)

    async def take_back(self, thread: int) -> None: ...

    async def forget(self, thread: int) -> None: ...

    async def close(self) -> None: ...
