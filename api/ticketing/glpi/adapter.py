"""Our sollicitations as GLPI's tickets: one followup a step, known again by its first line.

GLPI reads HTML: whatever was written by somebody is escaped. Files are documents of the ticket.
"""

import logging
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from html import escape, unescape

from api.ticketing.glpi.client import CLOSED, Account, Followup, GlpiClient, GlpiSession
from api.ticketing.marks import file_at_start, file_mark, mark_of, number_at_start, prefix_of
from api.ticketing.port import (
    Note,
    NoteFile,
    Ticket,
    TicketGoneError,
    TicketingFailedError,
    TicketingRefusedError,
    Told,
)

logger = logging.getLogger(__name__)

_OPENING = 1
# What GLPI, or the server before it, says of a file that is too large or of a type it bars.
_NOT_TAKEN = frozenset({"error_glpi_add", "status_400", "status_413", "status_415"})
_TAG = re.compile(r"<[^<>]*>")


class Glpi:
    """A session a delivery, given back at its end."""

    name = "glpi"

    def __init__(self, account: Account) -> None:
        self._client = GlpiClient(account)

    @asynccontextmanager
    async def connect(self) -> AsyncGenerator["GlpiTickets"]:
        session = self._client.session(await self._client.init_session())
        try:
            await session.enter_entity()
            yield GlpiTickets(session, await session.me())
        finally:
            # GLPI forgets it in time by itself.
            with suppress(TicketingFailedError, TicketingRefusedError):
                await session.kill()

    async def shut(self) -> None:
        await self._client.shut()


class GlpiTickets:
    """`me` is the number of the account of our token: what others wrote is never taken for ours."""

    def __init__(self, session: GlpiSession, me: int) -> None:
        self._session = session
        self._me = me

    async def find(self, reference: str) -> str | None:
        titles = await self._session.search_tickets(reference, self._me)
        prefix = prefix_of(reference)
        ours = [number for number, title in titles.items() if _plain(title).startswith(prefix)]
        return str(min(ours)) if ours else None

    async def open(self, ticket: Ticket) -> str:
        content = _html(mark_of(ticket.reference, ticket.opening.number), ticket.opening.text)
        return str(await self._session.create_ticket(ticket.title, content))

    async def told(self, ticket: str, reference: str) -> Told:
        row = await self._session.ticket(ticket)
        if row.is_deleted:
            raise TicketGoneError
        numbers = [
            number_at_start(reference, _plain(one.content or ""))
            for one in await self._session.followups(ticket)
            if self._is_ours(one)
        ]
        # The first step is the ticket's own description.
        notes = {_OPENING, *(number for number in numbers if number is not None)}
        files = await self._files(ticket, reference)
        return Told(frozenset(notes), files, closed=row.status == CLOSED)

    async def attach(self, ticket: str, reference: str, file: NoteFile) -> None:
        """One that GLPI does not take (its type, its size) is left: the note names it."""
        name = file_mark(reference, file.id, file.name)
        try:
            await self._session.add_document(ticket, name, file)
        except TicketingRefusedError as error:
            if error.code not in _NOT_TAKEN:
                raise
            logger.warning("file %d not taken by GLPI: %s", file.id, error.code)

    async def add(self, ticket: str, reference: str, note: Note) -> None:
        content = _html(mark_of(reference, note.number), note.text)
        await self._session.add_followup(ticket, content)

    async def close(self, ticket: str) -> None:
        await self._session.set_status(ticket, CLOSED)

    async def _files(self, ticket: str, reference: str) -> frozenset[int]:
        names = await self._session.document_names(ticket)
        found = [file_at_start(reference, _plain(name)) for name in names]
        return frozenset(number for number in found if number is not None)

    def _is_ours(self, followup: Followup) -> bool:
        return str(followup.users_id) == str(self._me)


def _html(mark: str, text: str) -> str:
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f"<p><strong>{escape(mark)}</strong></p><p>{lines}</p>"


def _plain(html: str) -> str:
    """What is read at the start of a text that GLPI gives back, escaped or not."""
    return _TAG.sub("", unescape(html)).lstrip()
