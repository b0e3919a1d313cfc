"""Keeps the ticket of a sollicitation up to date: compares both sides and fills the gap."""

from collections.abc import Sequence

from api.core.db import Database
from api.core.settings import Settings
from api.domain.sollicitations import SollicitationStatus
from api.outgoing.delivery import Delivery, DeliveryFailedError, DeliveryRefusedError
from api.ticketing import repository
from api.ticketing.port import (
    Note,
    TicketingFailedError,
    TicketingRefusedError,
    Tickets,
    TicketSystem,
    Told,
)
from api.ticketing.repository import Record
from api.ticketing.wording import Wording

TICKET = "ticket"


class TicketSync:
    """One sollicitation at a time: the lane of its deliveries sees to it.

    A delivery names one step, and brings everything up to date: one that was given up is made
    good by the next.
    """

    def __init__(self, database: Database, system: TicketSystem, settings: Settings) -> None:
        self._database = database
        self._system = system
        self._settings = settings

    async def deliver(self, delivery: Delivery) -> None:
        """Handler of the `ticket` deliveries.

        Raises:
            DeliveryFailedError: the other program did not answer as it should.
            DeliveryRefusedError: it refused (rights, entity, a ticket deleted there).
        """
        try:
            await self.bring_up_to_date(delivery.body["step"])
        except TicketingFailedError as error:
            raise DeliveryFailedError(error.code, error.retry_after) from error
        except TicketingRefusedError as error:
            raise DeliveryRefusedError(error.code) from error

    async def bring_up_to_date(self, step_id: int) -> None:
        async with self._database.new_read_session.begin() as session:
            record = await repository.read(session, step_id, self._system.name)
        if record is None:
            return  # erased meanwhile
        wording = Wording(record, self._settings)
        async with self._system.connect() as tickets:
            ticket = record.ticket or await self._ticket(tickets, record, wording)
            told = await tickets.told(ticket, record.sollicitation.reference)
            await _tell(tickets, ticket, record.sollicitation.reference, wording.notes(), told)
            closed = record.sollicitation.status is SollicitationStatus.CLOSED
            if closed and not told.closed:
                await tickets.close(ticket)

    async def _ticket(self, tickets: Tickets, record: Record, wording: Wording) -> str:
        """Found again if its answer was lost, else opened; its number is kept at once."""
        found = await tickets.find(record.sollicitation.reference)
        ticket = found or await tickets.open(wording.ticket())
        async with self._database.new_session.begin() as session:
            await repository.link(session, record.sollicitation.id, self._system.name, ticket)
        return ticket


async def _tell(
    tickets: Tickets, ticket: str, reference: str, notes: Sequence[Note], told: Told
) -> None:
    for note in notes:
        missing = note.number not in told.notes
        if missing or note.number == 1:  # the opening has its files after it, where they are apart
            for file in note.files:
                if file.id not in told.files:
                    await tickets.attach(ticket, reference, file)
        if missing:
            await tickets.add(ticket, reference, note)
