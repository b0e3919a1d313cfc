"""`/portal/v1/notifications`."""

from typing import Annotated

from fastapi import APIRouter, Header

from api.core.db import ReadSessionDep, SessionDep
from api.portal.access import ReaderDep, WritingReaderDep
from api.portal.idempotency import once
from api.portal.inbox import service
from api.portal.inbox.schemas import NotificationPage, ReadMarks, UnreadCount

router = APIRouter(prefix="/notifications")


@router.get("")
async def list_notifications(session: ReadSessionDep, reader: ReaderDep) -> NotificationPage:
    """What the caller was told, newest first."""
    return await service.list_own(session, reader=reader)


@router.post("/read")
async def mark_read(
    body: ReadMarks,
    session: SessionDep,
    reader: WritingReaderDep,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> UnreadCount:
    """Say that some were read, or all of them."""
    return await once(
        session,
        reader=reader,
        key=idempotency_key,
        operation="notifications/read",
        body=body,
        answer=UnreadCount,
        perform=lambda: service.mark_read(session, body, reader=reader),
    )
