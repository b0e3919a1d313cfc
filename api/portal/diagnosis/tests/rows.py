"""Rows that the portal's builder does not make, or that change after it made them."""

from httpx import AsyncClient

from api.core.db import Database
from api.models.base import Base


def database_of(client: AsyncClient) -> Database:
    """That of the running application."""
    return client.app.state.database  # type: ignore[attr-defined]


async def save(client: AsyncClient, *rows: Base) -> None:
    """Add them, or write over the ones of the same key."""
    async with database_of(client).new_session.begin() as session:
        for row in rows:
            await session.merge(row)
