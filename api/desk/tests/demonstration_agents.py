"""The agents of the demonstration, their passwords hashed once: 30 ms each, four for every test."""

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.desk.accounts.seed import seed_agents
from api.models.agent import Agent

_STORED: list[dict[str, Any]] = []


async def add_agents(session: AsyncSession) -> None:
    """Store them as `seed_agents` did the first time in this process; the table is empty."""
    if not _STORED:
        await seed_agents(session)
        _STORED.extend(await _rows(session))
        return
    now = {"created_at": real_now()}
    await session.execute(insert(Agent), [row | now for row in _STORED])


async def _rows(session: AsyncSession) -> list[dict[str, Any]]:
    columns = [column for column in Agent.__table__.columns if column.name != "id"]
    found = await session.execute(select(*columns).order_by(Agent.id))
    return [dict(row) for row in found.mappings()]
