"""SQL of the audit: rows are added, read, and removed by age."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from api.models.desk_audit import DeskAudit


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """See `DeskAudit`; with `once`, a second entry of the same value is not written."""

    at: datetime
    agent_login: str
    action: str
    subject: str = ""
    detail: Mapping[str, str] = field(default_factory=dict[str, str])
    once: str | None = None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """None or empty: whatever it is. `before`: entries older than this id; `until`: excluded."""

    agent_login: str | None = None
    subject: str | None = None
    actions: Collection[str] = ()
    before: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def add(session: AsyncSession, entry: AuditEntry) -> None:
    """Written when the caller's transaction writes, at its commit at the latest."""
    session.add(DeskAudit(**_values(entry)))


async def add_once(session: AsyncSession, entry: AuditEntry) -> None:
    """Write an entry unless one has the same `once`."""
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = insert_postgresql if on_postgresql else insert_sqlite
    statement = insert(DeskAudit).values(_values(entry))
    await session.execute(statement.on_conflict_do_nothing(index_elements=["once"]))


def _values(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "agent_login": entry.agent_login,
        "action": entry.action,
        "subject": entry.subject,
        "detail": dict(entry.detail),
        "once": entry.once,
    }


async def page(session: AsyncSession, wanted: AuditFilter, limit: int) -> Sequence[DeskAudit]:
    """The latest entries first."""
    statement = select(DeskAudit).where(*_conditions(wanted))
    statement = statement.order_by(DeskAudit.id.desc()).limit(limit)
    return (await session.scalars(statement)).all()


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.agent_login is not None:
        yield DeskAudit.agent_login == wanted.agent_login
    if wanted.subject is not None:
        yield DeskAudit.subject == wanted.subject
    if wanted.actions:
        yield DeskAudit.action.in_(wanted.actions)
    if wanted.before is not None:
        yield DeskAudit.id < wanted.before
    if wanted.since is not None:
        yield DeskAudit.at >= wanted.since
    if wanted.until is not None:
        yield DeskAudit.at < wanted.until


async def remove_before(session: AsyncSession, at: datetime) -> None:
    await session.execute(delete(DeskAudit).where(DeskAudit.at < at))
