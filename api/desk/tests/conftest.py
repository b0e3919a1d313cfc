from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient
from playwright.async_api import Browser

from api.chat.tests.talk import Talk
from api.core.db import Database
from api.core.settings import get_settings
from api.desk.accounts.seed import PASSWORD_VARIABLE
from api.desk.tests.demonstration_agents import add_agents
from api.desk.tests.desk_page import DeskPage, a_browser
from api.desk.tests.post import PASSWORD, Desk
from api.desk.tests.sollicitation_builders import Inbox, Receiving
from api.portal.tests.builders import PortalBuilder
from api.tests.prompt_server import promptly_served


@pytest.fixture
def settings_env(settings_env: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Known passwords, and nobody at the bot's address: the desk does without it."""
    settings_env.setenv(PASSWORD_VARIABLE, PASSWORD)
    settings_env.setenv("CHORALE_BOT_URL", "http://127.0.0.1:8199")
    settings_env.setenv("CHORALE_HEARTBEAT", "0.2")
    get_settings.cache_clear()
    return settings_env


@pytest.fixture
async def database(client: AsyncClient) -> AsyncIterator[Database]:
    """The database of the application under test, through a door of our own."""
    database = Database(get_settings().resolved_database_url())
    yield database
    await database.dispose()


@pytest.fixture
async def desk(client: AsyncClient, database: Database) -> AsyncIterator[Desk]:
    """The desk with its demonstration agents, none signed in."""
    async with database.new_session.begin() as session:
        await add_agents(session)
    desk = Desk(client)
    yield desk
    await desk.close()


@pytest.fixture
async def talk(client: AsyncClient, desk: Desk) -> Talk:
    return await Talk.start(client)


@pytest.fixture
async def waiting(talk: Talk) -> Talk:
    """A user who waits for an agent."""
    await talk.say("contacter un agent")
    return talk


@pytest.fixture
async def served(desk: Desk) -> AsyncIterator[str]:
    """The address of the application on a real port: streams need one."""
    async with promptly_served(desk.app) as address:
        yield address


@pytest.fixture
async def browser(served: str) -> AsyncIterator[Browser]:
    """Closed before the server stops: it would wait for the pages' streams to end."""
    async with a_browser() as chromium:
        yield chromium


@pytest.fixture
async def desk_page(browser: Browser, served: str) -> AsyncIterator[DeskPage]:
    """The desk, nobody signed in; script errors and breaches of the policy fail the test."""
    opened = await DeskPage.open(browser, served)
    yield opened
    assert opened.complaints == []


@pytest.fixture
async def second(client: AsyncClient, waiting: Talk) -> Talk:
    """Another user, who waits behind the first."""
    other = await Talk.start(client)
    await other.say("contacter un agent")
    return other


@pytest.fixture
def portal(client: AsyncClient) -> PortalBuilder:
    return PortalBuilder(client)


@pytest.fixture
def inbox(client: AsyncClient, desk: Desk) -> Inbox:
    return Inbox(client)


@pytest.fixture
async def camille(desk: Desk) -> Receiving:
    return Receiving(await desk.agent("agent.1"))


@pytest.fixture
async def second_agent(desk: Desk) -> Receiving:
    return Receiving(await desk.agent("agent.2"))


@pytest.fixture
async def chief(desk: Desk) -> Receiving:
    return Receiving(await desk.agent("chef.1"))
