"""Telling users what concerns them, in the transaction of what happened."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.models.notification import Notification


async def notify(
    session: AsyncSession, user_ids: Iterable[int], *, kind: str, subject: str, text: str
) -> None:
    """Tell each of these users once; `text` is French, `subject` as in the journal."""
    session.add_all(
        Notification(user_id=user_id, at=now(), kind=kind, subject=subject, text=text)
        for user_id in sorted(set(user_ids))
    )
    await session.flush()
