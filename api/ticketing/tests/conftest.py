from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient

from api.chat.tests.running import database_of
from api.ticketing.tests.contract_server import ContractServer
from api.ticketing.tests.filing import Filing
from api.ticketing.tests.glpi_server import GlpiServer
from api.ticketing.tests.programs import point_at
from api.ticketing.tests.zammad_server import ZammadServer


@pytest.fixture
async def zammad(settings_env: pytest.MonkeyPatch) -> AsyncIterator[ZammadServer]:
    """Zammad, and settings that make it the program of tickets."""
    server = ZammadServer()
    await server.start()
    point_at(settings_env, server)
    yield server
    await server.stop()


@pytest.fixture
async def glpi(settings_env: pytest.MonkeyPatch) -> AsyncIterator[GlpiServer]:
    """GLPI, and settings that make it the program of tickets."""
    server = GlpiServer()
    await server.start()
    point_at(settings_env, server)
    yield server
    await server.stop()


@pytest.fixture(params=["zammad", "glpi"])
async def tickets(
    request: pytest.FixtureRequest, settings_env: pytest.MonkeyPatch
) -> AsyncIterator[ContractServer]:
    """One program, then the other: what both must show."""
    server = ZammadServer() if request.param == "zammad" else GlpiServer()
    await server.start()
    point_at(settings_env, server)
    yield server
    await server.stop()


@pytest.fixture
def filing(client: AsyncClient) -> Filing:
    """To be asked for after the program of tickets: the application reads its settings first."""
    return Filing(database_of(client))


@pytest.fixture
def wrong_setting(request: pytest.FixtureRequest, settings_env: pytest.MonkeyPatch) -> None:
    """One setting of the program that it does not know; asked for before the application."""
    settings_env.setenv(f"CHORALE_{request.param}", "un-autre")
