"""What a program of tickets does for Chorale, whichever it is.

Each call may be repeated, after a failure or an answer that was lost: the ticket is looked for
before it is opened, and what it holds is read before anything is added to it.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class TicketingFailedError(Exception):
    """No answer, or not the one that was due: worth trying again. `code` is for the operator."""

    def __init__(self, code: str, retry_after: float = 0) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class TicketingRefusedError(Exception):
    """A clear refusal: trying again would change nothing. `code` is for the operator."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TicketGoneError(TicketingRefusedError):
    """The ticket was deleted there, or merged into another: it is not opened again."""

    def __init__(self) -> None:
        super().__init__("ticket_gone")


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A file that leaves with a note; `size` in bytes."""

    id: int
    name: str
    media_type: str
    size: int
    path: Path


@dataclass(frozen=True, slots=True)
class Note:
    """One step of the history, in plain text; `number` is its place in it, from 1."""

    number: int
    text: str
    files: Sequence[NoteFile] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """A sollicitation as it is opened elsewhere: `opening` is its first step."""

    reference: str
    title: str
    opening: Note


@dataclass(frozen=True, slots=True)
class Told:
    """What a ticket holds already: the numbers of our notes and of our files apart."""

    notes: frozenset[int]
    files: frozenset[int]
    closed: bool


class Tickets(Protocol):
    """A connection. All raise `TicketingFailedError` and `TicketingRefusedError`."""

    async def find(self, reference: str) -> str | None:
        """The ticket that we opened under this reference; those of anybody else are not seen."""
        ...

    async def open(self, ticket: Ticket) -> str:
        """Open it, with its first note; to be looked for before. Returns its number there."""
        ...

    async def told(self, ticket: str, reference: str) -> Told:
        """What it holds of ours.

        Raises:
            TicketGoneError: deleted, or merged.
        """
        ...

    async def attach(self, ticket: str, reference: str, file: NoteFile) -> None:
        """Keep a file with the ticket, where files do not leave within their note."""
        ...

    async def add(self, ticket: str, reference: str, note: Note) -> None:
        """Add a note at its end."""
        ...

    async def close(self, ticket: str) -> None:
        """Nobody has anything to do there any more."""
        ...


class TicketSystem(Protocol):
    """`name` is what links are kept under."""

    @property
    def name(self) -> str: ...

    def connect(self) -> AbstractAsyncContextManager[Tickets]:
        """Sign in, for the time of one delivery."""
        ...

    async def shut(self) -> None:
        """Free what it holds."""
        ...
