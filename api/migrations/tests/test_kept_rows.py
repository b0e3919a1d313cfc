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


def _insert_sollicitations(connection: Connection) -> None:
    """Of a user, with a copy of his address; and of somebody without an account."""
    tables = MetaData()
    tables.reflect(connection)
    user = {"id": 1, "login": "anne", "name": "Anne", "email": "anne@exemple.fr"}
    connection.execute(tables.tables["users"].insert(), [user])
    same: dict[str, Any] = {
        "author_name": "Anne",
        "category": "A",
        "sub_category": "B",
        "receiver": "support",
        "status": "SOUMISE",
        "description": "Une question.",
        "created_at": AT,
        "body_hash": "",
    }
    rows = [
        same | {"reference": "1", "idempotency_key": "1", "user_id": 1, "email": "anne@exemple.fr"},
        same
        | {"reference": "2", "idempotency_key": "2", "user_id": None, "email": "lea@exemple.fr"},
    ]
    for row in rows:
        connection.execute(tables.tables["sollicitations"].insert(), [row])


async def _file(url: str) -> None:
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(_insert_sollicitations)
    await database.dispose()


async def _addresses(url: str) -> list[str | None]:
    database = Database(url)
    async with database.engine.begin() as connection:
        found = await connection.scalars(text("SELECT email FROM sollicitations ORDER BY id"))
        addresses = list(found)
    await database.dispose()
    return addresses


def test_addresses_copied_from_accounts_are_forgotten(database_settings: str) -> None:
    asyncio.run(_empty(database_settings))
    config = Config(str(Path(ROOT) / "alembic.ini"))
    command.upgrade(config, "0015")
    asyncio.run(_file(database_settings))

    command.upgrade(config, "head")

    assert asyncio.run(_addresses(database_settings)) == [None, "lea@exemple.fr"]
