"""Loading the demonstration data, at every start."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import Database
from api.core.settings import get_settings
from api.demo import load
from api.demo.loader import Loaded, load_demonstration
from api.domain.invoice_status import InvoiceStatus
from api.models.base import Base
from api.models.invoice import Invoice
from api.models.user import SpaceSubscription
from api.tests.fresh_tables import lay_fresh_tables


@pytest.fixture
async def database(database_url: str, settings_env: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    settings_env.setenv("CHORALE_DATABASE_URL", database_url)
    get_settings.cache_clear()
    await lay_fresh_tables(get_settings().resolved_database_url())
    database = Database(get_settings().resolved_database_url())
    yield database
    await database.dispose()


async def _load(database: Database) -> Loaded:
    async with database.new_session.begin() as session:
        return await load_demonstration(session)


async def _snapshot(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    async with database.new_read_session() as session:
        return {name: await _rows(session, table) for name, table in Base.metadata.tables.items()}


async def _rows(session: AsyncSession, table: Table) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in await session.execute(select(table))), key=repr)


async def test_the_first_load_brings_everything(database: Database) -> None:
    loaded = await _load(database)

    assert (loaded.structures, loaded.users, loaded.invoices) == (12, 4, 10)
    assert (loaded.engagements, loaded.flows, loaded.requests) == (4, 2, 2)
    assert loaded.sollicitations == 3


async def test_the_second_load_changes_nothing(database: Database) -> None:
    await _load(database)
    before = await _snapshot(database)

    assert (await _load(database)).nothing
    assert await _snapshot(database) == before


async def test_what_was_changed_or_removed_since_stays_so(database: Database) -> None:
    await _load(database)
    async with database.new_session.begin() as session:
        await session.execute(update(Invoice).values(status=InvoiceStatus.PAID))
        await session.execute(delete(SpaceSubscription))
    await _load(database)

    async with database.new_read_session() as session:
        statuses = set(await session.scalars(select(Invoice.status)))
        subscriptions = await session.scalar(select(func.count(SpaceSubscription.id)))

    assert (statuses, subscriptions) == ({InvoiceStatus.PAID}, 0)


async def test_a_removed_invoice_comes_back_alone(database: Database) -> None:
    await _load(database)
    async with database.new_session.begin() as session:
        await session.execute(delete(Invoice).where(Invoice.number == "17726"))

    loaded = await _load(database)

    assert (loaded.structures, loaded.users, loaded.invoices) == (0, 0, 1)


async def test_the_command_says_what_it_did(database: Database) -> None:
    first = await load.load(get_settings())
    again = await load.load(get_settings())

    assert first[0] == (
        "Données de démonstration : 12 structures, 4 utilisateurs, 10 factures, 4 engagements, "
        "2 flux, 2 demandes et 3 sollicitations ajoutés."
    )
    assert again[0] == "Données de démonstration : déjà en place."


def test_production_refuses(
    settings_env: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings_env.setenv("CHORALE_MODE", "production")
    get_settings.cache_clear()

    assert load.main() == 2
    assert "refusées" in capsys.readouterr().err


async def test_the_agents_passwords_are_shown_once(database: Database) -> None:
    first = await load.load(get_settings())
    again = await load.load(get_settings())

    assert [line.split(" — ")[0] for line in first[1:]] == [
        "Agent agent.1",
        "Agent agent.2",
        "Agent chef.1",
        "Agent admin.1",
    ]
    assert again[1:] == []
