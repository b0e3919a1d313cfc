"""Runs migrations over the application's own engine, on SQLite and PostgreSQL alike."""

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, event

from api import models
from api.core.db import Database
from api.core.settings import get_settings
from api.models.base import CodeEnum, UtcDateTime


def render_item(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Our column types are written by what they are in the database: a migration never changes."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, CodeEnum):
        return "sa.String(length=64)"
    return False


def migrate(connection: Connection) -> None:
    """Apply in one transaction; `render_as_batch` lets SQLite alter its tables."""
    context.configure(
        connection=connection,
        target_metadata=models.Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


def keep_children(database: Database) -> None:
    """SQLite alters a table by dropping it, which would delete the rows that refer to its own."""

    @event.listens_for(database.engine.sync_engine, "connect")
    def configure(connection: Any, _: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.execute("PRAGMA foreign_keys=OFF")


async def main() -> None:
    settings = get_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.resolved_database_url())
    if not database.is_postgresql:
        keep_children(database)
    async with database.engine.begin() as connection:
        await connection.run_sync(migrate)
    await database.dispose()


asyncio.run(main())
