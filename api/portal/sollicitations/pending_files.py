"""Files of a sollicitation in its tables: joined by somebody, then said with an act."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.sollicitations import SollicitationStatus
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep
from api.portal.sollicitations.errors import FileNotFoundHereError, TooManyFilesError
from api.portal.sollicitations.file_store import StoredFile
from api.portal.sollicitations.holding import hold

# Ours: no source bounds the number. The size is that of an invoice and its files (FACTS §7).
_MAX_PENDING = 20
_MAX_TOTAL = 120_000_000


async def add(
    session: AsyncSession, sollicitation_id: int, stored: StoredFile, owner: str | None
) -> SollicitationFile:
    """Not said yet; the same bytes under the same name again are the same file.

    Raises:
        TooManyFilesError: over what a sollicitation may carry.
    """
    _touch(await hold(session, sollicitation_id))
    mine = await _list(session, sollicitation_id, _pending_of(owner))
    for file in mine:
        if (file.sha256, file.name) == (stored.sha256, stored.name):
            return file
    await require_room(session, sollicitation_id, [stored], owner)
    file = SollicitationFile(
        sollicitation_id=sollicitation_id,
        step_id=None,
        name=stored.name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        at=now(),
        owner=owner,
    )
    session.add(file)
    await session.flush()
    return file


async def require_room(
    session: AsyncSession,
    sollicitation_id: int,
    wanted: Sequence[StoredFile],
    owner: str | None,
) -> None:
    """Asked before any byte is kept. What the other side did not say yet takes no room.

    Raises:
        TooManyFilesError: over what a sollicitation may carry.
    """
    mine = await _list(session, sollicitation_id, _pending_of(owner))
    known = {(file.sha256, file.name) for file in mine}
    new = [file for file in wanted if (file.sha256, file.name) not in known]
    carried = await _total(session, sollicitation_id, owner)
    size = sum(file.size for file in new)
    if new and (len(mine) + len(new) > _MAX_PENDING or carried + size > _MAX_TOTAL):
        raise TooManyFilesError


async def join(
    session: AsyncSession,
    held: Sollicitation,
    step: SollicitationStep,
    ids: Sequence[int],
    owner: str,
) -> None:
    """Say them with this step.

    Raises:
        FileNotFoundHereError: one is not there, is another's, or was said already.
    """
    wanted = set(ids)
    if not wanted:
        return
    statement = (
        update(SollicitationFile)
        .where(
            SollicitationFile.sollicitation_id == held.id,
            SollicitationFile.id.in_(wanted),
            _pending_of(owner),
        )
        .values(step_id=step.id)
        .returning(SollicitationFile.id)
    )
    if len((await session.scalars(statement)).all()) != len(wanted):
        raise FileNotFoundHereError


async def list_pending(
    session: AsyncSession, sollicitation_id: int, owner: str
) -> Sequence[SollicitationFile]:
    """What this one joined and did not say yet."""
    own = (SollicitationFile.step_id.is_(None)) & (SollicitationFile.owner == owner)
    return await _list(session, sollicitation_id, own)


async def list_said(session: AsyncSession, sollicitation_id: int) -> Sequence[SollicitationFile]:
    """In the order in which they came."""
    return await _list(session, sollicitation_id, SollicitationFile.step_id.is_not(None))


async def find_shown(
    session: AsyncSession, sollicitation_id: int, file_id: int, owner: str
) -> SollicitationFile:
    """One that was said, or that this one joined. Raises FileNotFoundHereError."""
    statement = select(SollicitationFile).where(
        SollicitationFile.sollicitation_id == sollicitation_id,
        SollicitationFile.id == file_id,
        or_(SollicitationFile.step_id.is_not(None), SollicitationFile.owner == owner),
    )
    found = await session.scalar(statement)
    if found is None:
        raise FileNotFoundHereError
    return found


async def take_back(session: AsyncSession, sollicitation_id: int, file_id: int, owner: str) -> None:
    """Forget a file not said yet; one that is gone, or was never shown to him, is as wanted.

    Raises:
        FileNotFoundHereError: it was said.
    """
    _touch(await hold(session, sollicitation_id))
    try:
        file = await find_shown(session, sollicitation_id, file_id, owner)
    except FileNotFoundHereError:
        return
    if file.step_id is not None:
        raise FileNotFoundHereError
    await session.delete(file)


def _touch(held: Sollicitation) -> None:
    """A draft that is worked on is kept."""
    if held.status is SollicitationStatus.DRAFT:
        held.updated_at = now()


def _pending_of(owner: str | None) -> ColumnElement[bool]:
    """What arrived with its step has no owner until then."""
    pending = SollicitationFile.step_id.is_(None)
    if owner is None:
        return pending & SollicitationFile.owner.is_(None)
    return pending & or_(SollicitationFile.owner == owner, SollicitationFile.owner.is_(None))


async def _list(
    session: AsyncSession, sollicitation_id: int, condition: ColumnElement[bool]
) -> Sequence[SollicitationFile]:
    statement = (
        select(SollicitationFile)
        .where(SollicitationFile.sollicitation_id == sollicitation_id, condition)
        .order_by(SollicitationFile.id)
    )
    return (await session.scalars(statement)).all()


async def _total(session: AsyncSession, sollicitation_id: int, owner: str | None) -> int:
    statement = select(func.sum(SollicitationFile.size)).where(
        SollicitationFile.sollicitation_id == sollicitation_id,
        or_(SollicitationFile.step_id.is_not(None), _pending_of(owner)),
    )
    return int(await session.scalar(statement) or 0)
