"""SQL of the canned replies."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.models.canned_reply import CannedReply


async def all_replies(session: AsyncSession) -> Sequence[CannedReply]:
    statement = select(CannedReply).order_by(CannedReply.shortcut)
    return (await session.scalars(statement)).all()


async def find(session: AsyncSession, reply_id: int) -> CannedReply | None:
    return await session.get(CannedReply, reply_id, with_for_update=True)


async def find_by_shortcut(session: AsyncSession, shortcut: str) -> CannedReply | None:
    return await session.scalar(select(CannedReply).where(CannedReply.shortcut == shortcut))


async def save(session: AsyncSession, reply: CannedReply) -> bool:
    """False, and nothing is changed, if another reply has taken the shortcut meanwhile."""
    try:
        async with session.begin_nested():
            session.add(reply)
    except IntegrityError:
        return False
    return True


async def remove(session: AsyncSession, reply_id: int) -> None:
    await session.execute(delete(CannedReply).where(CannedReply.id == reply_id))
