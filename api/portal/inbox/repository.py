"""A user's own notifications, and no other's."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.reader import Reader
from api.models.notification import Notification

_UNREAD = Notification.read_at.is_(None)


class NotificationRepository:
    def __init__(self, session: AsyncSession, reader: Reader) -> None:
        self._session = session
        self._own: ColumnElement[bool] = Notification.user_id == reader.user_id

    async def list_newest(self, limit: int) -> Sequence[Notification]:
        statement = (
            select(Notification).where(self._own).order_by(Notification.id.desc()).limit(limit)
        )
        return (await self._session.scalars(statement)).all()

    async def count(self) -> int:
        return await self._count(self._own)

    async def count_unread(self) -> int:
        return await self._count(self._own, _UNREAD)

    async def mark_read(self, ids: Sequence[int] | None, at: datetime) -> None:
        """Those that are not read yet; all of them when `ids` is None."""
        statement = update(Notification).where(self._own, _UNREAD).values(read_at=at)
        if ids is not None:
            statement = statement.where(Notification.id.in_(ids))
        await self._session.execute(statement)

    async def _count(self, *conditions: ColumnElement[bool]) -> int:
        statement = select(func.count(Notification.id)).where(*conditions)
        return await self._session.scalar(statement) or 0
