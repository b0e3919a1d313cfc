"""Our sollicitations as Zammad's tickets: one article a step, known again by its subject.

Zammad does not refuse a repetition. Its search index is late by some seconds, its tables are not:
the newest tickets are read besides what the index finds.
"""

import asyncio
from base64 import b64encode
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

from api.ticketing.marks import mark_of, number_at_start, prefix_of
from api.ticketing.port import (
    Note,
    NoteFile,
    Ticket,
    TicketGoneError,
    TicketingRefusedError,
    Told,
)
from api.ticketing.zammad.client import Account, TicketRow, ZammadClient

_LIMIT = "50"
# Without a query, Zammad reads its tables rather than its index.
_NEWEST = {"sort_by": "created_at", "order_by": "desc", "limit": _LIMIT}
_GONE = frozenset({"merged", "removed"})
_CLOSED = "closed"


class Zammad:
    """Agents alone read our articles: they are internal."""

    name = "zammad"

    def __init__(self, account: Account) -> None:
        self._client = ZammadClient(account)

    @asynccontextmanager
    async def connect(self) -> AsyncGenerator["ZammadTickets"]:
        yield ZammadTickets(self._client, await self._client.me())

    async def shut(self) -> None:
        await self._client.shut()


class ZammadTickets:
    """`me` is the number of the account of our token: what others wrote is never taken for ours."""

    def __init__(self, client: ZammadClient, me: int) -> None:
        self._client = client
        self._me = me

    async def find(self, reference: str) -> str | None:
        found = await self._client.search(query=reference, limit=_LIMIT)
        found += await self._newest()
        prefix = prefix_of(reference)
        ours = {one.id for one in found if self._is_ours(one) and one.title.startswith(prefix)}
        return str(min(ours)) if ours else None

    async def open(self, ticket: Ticket) -> str:
        article = await asyncio.to_thread(_article, ticket.reference, ticket.opening)
        # Nobody else is told of it: the customer is our own account, not the user's address.
        return str(await self._client.create_ticket(ticket.title, self._me, article))

    async def told(self, ticket: str, reference: str) -> Told:
        state = (await self._client.ticket(ticket)).state
        if state in _GONE:
            raise TicketGoneError
        articles = await self._client.articles(ticket)
        subjects = [one.subject or "" for one in articles if one.created_by_id == self._me]
        numbers = [number_at_start(reference, subject) for subject in subjects]
        notes = frozenset(number for number in numbers if number is not None)
        return Told(notes, frozenset(), closed=state == _CLOSED)

    async def attach(self, ticket: str, reference: str, file: NoteFile) -> None:
        """Nothing: files leave within their article."""

    async def add(self, ticket: str, reference: str, note: Note) -> None:
        article = await asyncio.to_thread(_article, reference, note)
        await self._client.create_article(ticket, article)

    async def close(self, ticket: str) -> None:
        await self._client.set_state(ticket, _CLOSED)

    async def _newest(self) -> list[TicketRow]:
        # An older Zammad may want a query: its index is then all that there is to look in.
        with suppress(TicketingRefusedError):
            return await self._client.search(**_NEWEST)
        return []

    def _is_ours(self, row: TicketRow) -> bool:
        return row.created_by_id == self._me


def _article(reference: str, note: Note) -> dict[str, Any]:
    return {
        "subject": mark_of(reference, note.number),
        "body": note.text,
        "content_type": "text/plain",
        "type": "note",
        "internal": True,
        "attachments": [_attachment(file) for file in note.files],
    }


def _attachment(file: NoteFile) -> dict[str, str]:
    data = b64encode(file.path.read_bytes()).decode()
    return {"filename": file.name, "data": data, "mime-type": file.media_type}
