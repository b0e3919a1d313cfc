"""A migration that rebuilds a table keeps the rows that refer to it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, text

from api.core.db import Database
from api.core.settings import ROOT, get_settings
from api.models import Base
from api.tests.fresh_tables import forget_tables

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


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


def _insert_invoice(connection: Connection) -> None:
    """With the columns of the first migration."""
    tables = MetaData()
    tables.reflect(connection)
    structure: dict[str, Any] = {
        "siret": "00000000108396",
        "name": "Une structure",
        "aliases": [],
        "public": True,
        "state": "ACTIVE",
        "service_code_required": False,
        "engagement_required": False,
        "either_required": False,
        "payment_status_returned": True,
    }
    connection.execute(tables.tables["structures"].insert(), [{"id": 1} | structure])
    invoice = {
        "number": "F1",
        "number_key": "F1",
        "issued_on": AT.date(),
        "year": 2026,
        "supplier_id": 1,
        "recipient_id": 1,
        "framework": "A1_FACTURE_FOURNISSEUR",
        "amount_cents": 100,
        "currency": "EUR",
        "status": "DEPOSEE",
        "status_since": AT,
    }
    connection.execute(tables.tables["invoices"].insert(), [{"id": 1} | invoice])
    step = {"id": 1, "invoice_id": 1, "status": "DEPOSEE", "at": AT, "actor": "Chorus Pro"}
    connection.execute(tables.tables["invoice_steps"].insert(), [step])


async def _prepare(url: str) -> None:
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(_insert_invoice)
    await database.dispose()


async def _count_steps(url: str) -> int:
    database = Database(url)
    async with database.engine.begin() as connection:
        found = await connection.scalar(text("SELECT count(*) FROM invoice_steps"))
    await database.dispose()
    return found or 0


def test_the_history_of_an_invoice_outlives_the_migrations(database_settings: str) -> None:
    asyncio.run(_empty(database_settings))
    config = Config(str(Path(ROOT) / "alembic.ini"))
    command.upgrade(config, "0002")
    asyncio.run(_prepare(database_settings))

    command.upgrade(config, "head")

    assert asyncio.run(_count_steps(database_settings)) == 1
