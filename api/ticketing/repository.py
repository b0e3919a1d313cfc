"""SQL of a sollicitation as it is told elsewhere, and of the ticket that stands for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.core import clock
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep
from api.models.ticket_link import TicketLink


@dataclass(frozen=True, slots=True)
class Record:
    """A sollicitation with its whole history, oldest first; `files` are those of its steps."""

    sollicitation: Sollicitation
    steps: Sequence[SollicitationStep]
    files: Sequence[SollicitationFile]
    ticket: str | None


async def read(session: AsyncSession, step_id: int, system: str) -> Record | None:
    """The sollicitation that has this step, as it is now; None once it is erased."""
    step = await session.get(SollicitationStep, step_id)
    if step is None:
        return None
    found = await session.get(
        Sollicitation,
        step.sollicitation_id,
        options=[joinedload(Sollicitation.structure), joinedload(Sollicitation.addressee)],
    )
    link = await session.get(TicketLink, (step.sollicitation_id, system))
    if found is None:
        return None
    steps, files = await _steps(session, found.id), await _files(session, found.id)
    return Record(found, steps, files, link.ticket if link else None)


async def link(session: AsyncSession, sollicitation_id: int, system: str, ticket: str) -> None:
    """Note the ticket; the first that was noted stays."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert(TicketLink) if on_sqlite else postgresql.insert(TicketLink)
    values = {"sollicitation_id": sollicitation_id, "system": system, "ticket": ticket}
    await session.execute(insert.values(**values, at=clock.now()).on_conflict_do_nothing())


async def _steps(session: AsyncSession, sollicitation_id: int) -> Sequence[SollicitationStep]:
    statement = select(SollicitationStep).order_by(SollicitationStep.id)
    of_it = SollicitationStep.sollicitation_id == sollicitation_id
    return (await session.scalars(statement.where(of_it))).all()


async def _files(session: AsyncSession, sollicitation_id: int) -> Sequence[SollicitationFile]:
    statement = select(SollicitationFile).order_by(SollicitationFile.id)
    said = SollicitationFile.step_id.is_not(None)
    of_it = SollicitationFile.sollicitation_id == sollicitation_id
    return (await session.scalars(statement.where(of_it, said))).all()
