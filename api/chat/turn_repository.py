"""SQL of the answers owed: asked, taken under a lease, put off, settled.

Leases and retries run on real time: a frozen business clock must not stop them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, CursorResult, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.chat.publication import TURNS_TOPIC, publish_after_commit
from api.core.clock import real_now
from api.domain.turn_status import TurnStatus
from api.models.chat_turn import ChatTurn

LEASE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class LeasedTurn:
    """A job that is ours until the lease ends; `lease` is unique to this taking."""

    conversation_id: str
    user_seq: int
    text: str
    asked_at: datetime
    attempts: int
    waits: int
    lease: str


def owe(session: AsyncSession, conversation_id: str, user_seq: int, text: str) -> None:
    """Note that the bot owes an answer; the worker is woken at the commit."""
    now = real_now()
    turn = ChatTurn(
        conversation_id=conversation_id, user_seq=user_seq, text=text, asked_at=now, due_at=now
    )
    session.add(turn)
    publish_after_commit(session, TURNS_TOPIC)


async def cancel_due(session: AsyncSession, conversation_id: str) -> list[int]:
    """Cancel the answers still owed; returns the user's seqs, which want their `turn_end`."""
    statement = (
        update(ChatTurn)
        .where(ChatTurn.conversation_id == conversation_id, ChatTurn.status == TurnStatus.DUE)
        .values(status=TurnStatus.CANCELLED, text="", lease_owner=None, lease_until=None)
        .returning(ChatTurn.user_seq)
        .execution_options(synchronize_session=False)
    )
    return sorted(await session.scalars(statement))


async def next_due(session: AsyncSession) -> datetime | None:
    """When the next answer can be worked on (perhaps in the past); None if none is owed."""
    ready = func.coalesce(ChatTurn.lease_until, ChatTurn.due_at)
    statement = select(ready).where(_is_head()).order_by(ready).limit(1)
    found: datetime | None = await session.scalar(statement)
    if found is None or found.tzinfo is not None:
        return found
    return found.replace(tzinfo=UTC)


async def lease(session: AsyncSession, limit: int) -> Sequence[LeasedTurn]:
    """Take up to `limit` jobs, the oldest of each conversation only, so that order holds."""
    now = real_now()
    statement = (
        select(ChatTurn)
        .where(_is_head(), ChatTurn.due_at <= now)
        .where(or_(ChatTurn.lease_until.is_(None), ChatTurn.lease_until <= now))
        .order_by(ChatTurn.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)  # left out on SQLite, whose writers are alone
    )
    taken: list[LeasedTurn] = []
    for turn in await session.scalars(statement):
        token = str(uuid4())
        turn.lease_owner, turn.lease_until = token, now + LEASE
        taken.append(_leased(turn, token))
    await session.flush()
    return taken


async def renew(session: AsyncSession, turn: LeasedTurn) -> bool:
    """Keep a job for another lease; False if it is no longer ours."""
    return await _update(session, turn, lease_until=real_now() + LEASE)


async def settle(
    session: AsyncSession,
    turn: LeasedTurn,
    status: TurnStatus,
    understood: dict[str, Any] | None = None,
) -> bool:
    """End a job and forget its text; False if it is no longer ours, then write nothing."""
    values: dict[str, Any] = {"status": status, "text": "", "understood": understood}
    return await _update(session, turn, lease_owner=None, lease_until=None, **values)


async def put_off(
    session: AsyncSession, turn: LeasedTurn, due_at: datetime, *, attempts: int, waits: int
) -> bool:
    """Give a job back until `due_at`."""
    values = {"due_at": due_at, "attempts": attempts, "waits": waits}
    return await _update(session, turn, lease_owner=None, lease_until=None, **values)


async def clear_leases(session: AsyncSession) -> None:
    """Give every job back: for a single process that starts, as no other can hold any."""
    await session.execute(
        update(ChatTurn)
        .where(ChatTurn.status == TurnStatus.DUE)
        .values(lease_owner=None, lease_until=None)
    )


async def is_leased(session: AsyncSession, conversation_id: str) -> bool:
    """Whether the bot may be at work on this conversation right now."""
    held = exists().where(
        ChatTurn.conversation_id == conversation_id, ChatTurn.lease_until > real_now()
    )
    return bool(await session.scalar(select(held)))


def _is_head() -> ColumnElement[bool]:
    """The oldest answer still owed in its conversation."""
    earlier = aliased(ChatTurn)
    preceded = exists().where(
        earlier.conversation_id == ChatTurn.conversation_id,
        earlier.user_seq < ChatTurn.user_seq,
        earlier.status == TurnStatus.DUE,
    )
    return (ChatTurn.status == TurnStatus.DUE) & ~preceded


async def _update(session: AsyncSession, turn: LeasedTurn, **values: Any) -> bool:
    statement = (
        update(ChatTurn)
        .where(
            ChatTurn.conversation_id == turn.conversation_id,
            ChatTurn.user_seq == turn.user_seq,
            ChatTurn.status == TurnStatus.DUE,
            ChatTurn.lease_owner == turn.lease,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    result = await session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def _leased(turn: ChatTurn, lease_owner: str) -> LeasedTurn:
    return LeasedTurn(
        conversation_id=turn.conversation_id,
        user_seq=turn.user_seq,
        text=turn.text,
        asked_at=turn.asked_at,
        attempts=turn.attempts,
        waits=turn.waits,
        lease=lease_owner,
    )
