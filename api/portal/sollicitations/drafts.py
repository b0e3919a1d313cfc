"""Drafts, until they are sent: their author's alone."""

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.sollicitation_acts import Act
from api.domain.sollicitations import SollicitationStatus
from api.models.sollicitation import Sollicitation
from api.portal.idempotency import checked_key
from api.portal.sollicitations.acting import Wanted, perform, was_done_by
from api.portal.sollicitations.authors import Author
from api.portal.sollicitations.contents import check_draft, check_whole, contents_of, write_on
from api.portal.sollicitations.errors import NotADraftError
from api.portal.sollicitations.filing import read
from api.portal.sollicitations.filing_schemas import DraftUpdate
from api.portal.sollicitations.holding import hold
from api.portal.sollicitations.pending_files import list_pending
from api.portal.sollicitations.repository import SollicitationRepository
from api.portal.sollicitations.schemas import SollicitationDetail

# How its updates are called where answers are kept for a retry; the reference follows, as quoted.
UPDATE = "sollicitations/update "


class Removed(BaseModel):
    reference: str


async def update_draft(
    session: AsyncSession, reference: str, body: DraftUpdate, *, author: Author
) -> SollicitationDetail:
    """Raises NotADraftError, SollicitationNotFoundError, and what a draft refuses."""
    draft = await _hold_draft(session, reference, author)
    write_on(draft, await check_draft(session, body, author))
    draft.updated_at = now()
    await session.flush()
    return await read(session, draft, author)


async def remove_draft(session: AsyncSession, reference: str, *, author: Author) -> Removed:
    """Raises NotADraftError, SollicitationNotFoundError."""
    draft = await _hold_draft(session, reference, author)
    await SollicitationRepository(session, author).remove(draft)
    return Removed(reference=draft.reference)


async def submit_draft(
    session: AsyncSession, reference: str, idempotency_key: str | None, *, author: Author
) -> SollicitationDetail:
    """Send it, with its files; the same key again gives it back as it is.

    Raises:
        NotADraftError: it was sent otherwise. And what `check_whole` refuses.
    """
    key = checked_key(idempotency_key)
    own = await SollicitationRepository(session, author).find(reference)
    held = await hold(session, own.id)
    actor = author.acting_on(held)
    if held.status is not SollicitationStatus.DRAFT:
        if not await was_done_by(session, held, Wanted(Act.SUBMIT, key=key), actor):
            raise NotADraftError
        return await read(session, held, author)
    write_on(held, await check_whole(session, contents_of(held), author))
    files = [file.id for file in await list_pending(session, held.id, actor.owner)]
    await session.flush()
    sent = await perform(session, held.id, Wanted(Act.SUBMIT, files=files, key=key), actor)
    return await read(session, sent, author)


async def _hold_draft(session: AsyncSession, reference: str, author: Author) -> Sollicitation:
    own = await SollicitationRepository(session, author).find(reference)
    held = await hold(session, own.id)
    if held.status is not SollicitationStatus.DRAFT:
        raise NotADraftError
    return held
