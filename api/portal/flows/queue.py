"""Flows owed: taken under a lease, put off, settled.

Leases run on real time: a frozen business clock must not stop them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now, real_now
from api.domain.flow_line import LineOutcome
from api.domain.flow_state import ONGOING_STATES, FlowState
from api.domain.flow_syntax import FlowSyntax
from api.models.flow import Flow, FlowLine

LEASE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class TakenFlow:
    """A flow that is ours until its lease ends; `attempts` counts this one."""

    id: int
    number: str
    user_id: int
    file_id: str
    file_name: str
    syntax: FlowSyntax | None
    attempts: int
    lease: str


class LeaseLostError(Exception):
    """Somebody else took the flow: what we were about to write must not be."""


async def any_free(session: AsyncSession) -> bool:
    """Whether some flow waits to be taken: to ask takes no lock."""
    return await session.scalar(_free(real_now())) is not None


async def take(session: AsyncSession) -> TakenFlow | None:
    """The oldest flow that waits; None if there is none."""
    at = real_now()
    # The lock is left out on SQLite, whose writers are alone.
    flow = await session.scalar(_free(at).with_for_update(skip_locked=True))
    if flow is None:
        return None
    lease = str(uuid4())
    flow.lease_owner, flow.lease_until = lease, at + LEASE
    flow.attempts += 1
    enter(flow, FlowState.EXCHANGED)
    await session.flush()
    return TakenFlow(
        id=flow.id,
        number=flow.number,
        user_id=flow.user_id,
        file_id=flow.file_id,
        file_name=flow.file_name,
        syntax=flow.syntax,
        attempts=flow.attempts,
        lease=lease,
    )


async def hold(session: AsyncSession, taken: TakenFlow) -> Flow:
    """The row, locked and kept for another lease.

    Raises:
        LeaseLostError: it is no longer ours.
    """
    statement = (
        select(Flow).where(Flow.id == taken.id, Flow.lease_owner == taken.lease).with_for_update()
    )
    flow = await session.scalar(statement)
    if flow is None:
        raise LeaseLostError
    flow.lease_until = real_now() + LEASE
    return flow


def put_off(flow: Flow, delay: timedelta) -> None:
    """Give the flow back; what it already wrote stays, and is not done again."""
    enter(flow, FlowState.WAITING)
    flow.lease_owner, flow.lease_until = None, real_now() + delay


def settle(flow: Flow, state: FlowState, errors: list[dict[str, Any]]) -> None:
    enter(flow, state)
    flow.technical_errors = errors
    flow.lease_owner, flow.lease_until = None, None


def enter(flow: Flow, state: FlowState) -> None:
    if flow.state is not state:
        flow.state, flow.state_since = state, now()


def _free(at: datetime) -> Select[Flow]:
    return (
        select(Flow)
        .where(Flow.state.in_(sorted(ONGOING_STATES)))
        .where(or_(Flow.lease_until.is_(None), Flow.lease_until <= at))
        .order_by(Flow.id)
        .limit(1)
    )


async def done_positions(session: AsyncSession, taken: TakenFlow) -> frozenset[int]:
    """The lines that an earlier attempt wrote."""
    statement = select(FlowLine.position).where(FlowLine.flow_id == taken.id)
    return frozenset(await session.scalars(statement))


async def unsettled_files(session: AsyncSession) -> frozenset[str]:
    """The file ids of the flows that still need their file."""
    statement = select(Flow.file_id).where(Flow.state.in_(sorted(ONGOING_STATES)))
    return frozenset(await session.scalars(statement))


async def count_outcomes(session: AsyncSession, flow: Flow) -> dict[LineOutcome, int]:
    statement = (
        select(FlowLine.outcome, func.count(FlowLine.id))
        .where(FlowLine.flow_id == flow.id)
        .group_by(FlowLine.outcome)
    )
    return {row[0]: row[1] for row in await session.execute(statement)}


async def clear_leases(session: AsyncSession) -> None:
    """For a single process that starts, as no other can hold any."""
    await session.execute(
        update(Flow)
        .where(Flow.state.in_(sorted(ONGOING_STATES)))
        .values(lease_owner=None, lease_until=None)
    )
