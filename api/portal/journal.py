"""The journal of the portal: one line for each write, in the transaction of that write."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.models.journal import JournalEntry


async def record(
    session: AsyncSession, *, user_id: int | None, action: str, subject: str, detail: dict[str, str]
) -> None:
    """Say that `user_id` (None: the portal itself) did `action` to `subject`.

    `subject` is a kind and an id, `invoice:12`; `detail` never holds a text of a user.
    """
    session.add(
        JournalEntry(at=now(), user_id=user_id, action=action, subject=subject, detail=detail)
    )
    await session.flush()
