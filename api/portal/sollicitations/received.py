"""Sollicitations addressed to a public structure, as its users treat them (FACTS §6).

Once forwarded, it is the support's: the structure still reads it, as it was when it let it go.
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.reader import Reader
from api.domain.rights import RattachementState, Role, Space
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver, SollicitationStatus, tab_of
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep
from api.models.user import Rattachement, User
from api.portal.errors import SollicitationNotFoundError
from api.portal.idempotency import checked_key
from api.portal.schemas import Coded
from api.portal.sollicitations.acting import Actor, Wanted, perform
from api.portal.sollicitations.errors import FileNotFoundHereError
from api.portal.sollicitations.filing_schemas import ActWanted
from api.portal.sollicitations.offers import require_open_to_files
from api.portal.sollicitations.pending_files import find_shown
from api.portal.sollicitations.reading import Criteria, count, detail, find_quoted, search
from api.portal.sollicitations.schemas import (
    ReceivedAsked,
    ReceivedPage,
    SollicitationDetail,
    ViewCounts,
)

_OURS = Receiver.PUBLIC_CLIENT
_CLOSED = frozenset({SollicitationStatus.CLOSED})
_OPEN = frozenset(SollicitationStatus) - _CLOSED - {SollicitationStatus.DRAFT}


async def list_received(
    session: AsyncSession, asked: ReceivedAsked, *, reader: Reader
) -> ReceivedPage:
    """Newest first."""
    views = _views(reader)
    wanted = replace(views[asked.view], q=asked.q, page=asked.page, size=asked.size)
    found = await search(session, wanted)
    counts = {name: await count(session, view) for name, view in views.items()}
    return ReceivedPage(items=list(found.items), total=found.total, views=ViewCounts(**counts))


async def get_received(
    session: AsyncSession, reference: str, *, reader: Reader
) -> SollicitationDetail:
    received = await find_received(session, reference, reader)
    return await _read(session, received, reader)


async def find_received(session: AsyncSession, reference: str, reader: Reader) -> Sollicitation:
    """Also loosely quoted.

    Raises:
        SollicitationNotFoundError: unknown, a draft, or of no structure for which the reader has
            the space.
    """
    forwarded = exists().where(
        SollicitationStep.sollicitation_id == Sollicitation.id,
        SollicitationStep.act == Act.FORWARD,
    )
    return await find_quoted(
        session,
        reference,
        Sollicitation.status != SollicitationStatus.DRAFT,
        Sollicitation.addressee_id.in_(sorted(_structures(reader))),
        (Sollicitation.receiver == _OURS) | forwarded,
    )


async def act(
    session: AsyncSession, reference: str, wanted: ActWanted, key: str | None, *, reader: Reader
) -> SollicitationDetail:
    """Once per key. Raises what `perform` does."""
    key = checked_key(key)
    received = await find_received(session, reference, reader)
    actor = await actor_of(session, received, reader)
    asked = Wanted(wanted.act, wanted.text, wanted.files, key)
    done = await perform(session, received.id, asked, actor)
    return await _read(session, done, reader)


async def actor_of(session: AsyncSession, received: Sollicitation, reader: Reader) -> Actor:
    """A manager of the structure may take over from another."""
    user = await session.get(User, reader.user_id)
    assert user is not None, "the reader was just read"
    manages = await _manages(session, received, reader)
    return Actor(Party.RECEIVER, user.name, reader.login, may_take_over=manages, treats=_OURS)


async def require_file_wanted(session: AsyncSession, reference: str, reader: Reader) -> None:
    """Raises SollicitationNotFoundError, or ActNotPossibleError once there is nothing to say."""
    received = await find_received(session, reference, reader)
    if received.receiver is not _OURS:
        raise SollicitationNotFoundError(reference)
    require_open_to_files(received, Party.RECEIVER, reader.login)


async def find_file(
    session: AsyncSession, reference: str, file_id: int, reader: Reader
) -> SollicitationFile:
    """Raises SollicitationNotFoundError, FileNotFoundHereError."""
    received = await find_received(session, reference, reader)
    actor = await actor_of(session, received, reader)
    file = await find_shown(session, received.id, file_id, actor.owner)
    last = await _last_seen(session, received)
    if last is not None and (file.step_id is None or file.step_id > last):
        raise FileNotFoundHereError
    return file


async def _read(
    session: AsyncSession, received: Sollicitation, reader: Reader
) -> SollicitationDetail:
    seen = await detail(session, received, await actor_of(session, received, reader))
    last = await _last_seen(session, received)
    if last is None:
        return seen
    history = [step for step in seen.history if step.id <= last]
    tab = tab_of(SollicitationStatus(history[-1].status.code))
    return seen.model_copy(
        update={
            "status": history[-1].status,
            "tab": Coded.of(tab, tab),
            "history": history,
            "acts": [],
            "files": [],
            "assignee": None,
            "updated_at": history[-1].at,
            "due_at": None,
        }
    )


async def _last_seen(session: AsyncSession, received: Sollicitation) -> int | None:
    """The step that forwarded it; None while it is the structure's own."""
    if received.receiver is _OURS:
        return None
    return await session.scalar(
        select(SollicitationStep.id).where(
            SollicitationStep.sollicitation_id == received.id,
            SollicitationStep.act == Act.FORWARD,
        )
    )


async def _manages(session: AsyncSession, received: Sollicitation, reader: Reader) -> bool:
    role = await session.scalar(
        select(Rattachement.role).where(
            Rattachement.user_id == reader.user_id,
            Rattachement.structure_id == received.addressee_id,
            Rattachement.state == RattachementState.VALIDATED,
        )
    )
    return role is not None and Role(role).manages


def _structures(reader: Reader) -> frozenset[int]:
    return reader.structures_with(Space.RECEIVED_SOLLICITATIONS)


def _views(reader: Reader) -> Mapping[str, Criteria]:
    """The two first wait for somebody to act; `open` holds them too."""
    every = Criteria(receiver=_OURS, addressee_ids=_structures(reader))
    still_open = replace(every, statuses=_OPEN)
    return {
        "to_take": replace(still_open, assignee=""),
        "mine": replace(still_open, assignee=reader.login),
        "open": still_open,
        "closed": replace(every, statuses=_CLOSED),
    }
