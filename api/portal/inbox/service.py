"""Reading one's notifications."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.reader import Reader
from api.models.notification import Notification
from api.portal.inbox.repository import NotificationRepository
from api.portal.inbox.schemas import NotificationPage, NotificationRead, ReadMarks, UnreadCount

MAX_ITEMS = 100


async def list_own(session: AsyncSession, *, reader: Reader) -> NotificationPage:
    """Newest first."""
    repository = NotificationRepository(session, reader)
    items = [_read(item) for item in await repository.list_newest(MAX_ITEMS)]
    total, unread = await repository.count(), await repository.count_unread()
    return NotificationPage(items=items, total=total, unread=unread)


async def mark_read(session: AsyncSession, marks: ReadMarks, *, reader: Reader) -> UnreadCount:
    """Ids that are not the reader's own are left alone, as if they did not exist."""
    repository = NotificationRepository(session, reader)
    await repository.mark_read(marks.ids, now())
    return UnreadCount(unread=await repository.count_unread())


def _read(item: Notification) -> NotificationRead:
    return NotificationRead(
        id=item.id,
        at=item.at,
        kind=item.kind,
        subject=item.subject,
        text=item.text,
        read_at=item.read_at,
    )
