"""The history builds what the models declare, on both databases, and can be run again."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from api.core.db import Database
from api.core.settings import ROOT, get_settings
from api.models import Base
from api.tests.fresh_tables import forget_tables


@pytest.fixture
def database_settings(database_url: str, settings_env: pytest.MonkeyPatch) -> str:
    settings_env.setenv("CHORALE_DATABASE_URL", database_url)
    get_settings.cache_clear()
    return get_settings().resolved_database_url()


async def _empty(url: str) -> None:
    forget_tables(url)
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    await database.dispose()


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


async def _compare(url: str) -> list[object]:
    database = Database(url)
    async with database.engine.begin() as connection:
        found = await connection.run_sync(_differences)
    await database.dispose()
    return found


def test_history_and_models_agree(database_settings: str) -> None:
    asyncio.run(_empty(database_settings))
    config = Config(str(Path(ROOT) / "alembic.ini"))

    command.upgrade(config, "head")
    command.upgrade(config, "head")

    assert asyncio.run(_compare(database_settings)) == []
