from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.running import an_agent_there, database_of
from api.chat.tests.talk import Talk
from api.core.settings import get_settings


@pytest.fixture
async def bot(settings_env: pytest.MonkeyPatch) -> AsyncIterator[FakeBot]:
    """A bot that answers; the application under test is told where it is."""
    fake = FakeBot(get_settings().resolved_gateway_secret())
    settings_env.setenv("CHORALE_BOT_URL", fake.url)
    await fake.start()
    yield fake
    fake.free.set()
    await fake.close()


@pytest.fixture
async def client(bot: FakeBot, client: AsyncClient) -> AsyncClient:
    """The application, started after its bot."""
    return client


@pytest.fixture
async def talk(client: AsyncClient) -> Talk:
    return await Talk.start(client)


@pytest.fixture
async def somebody(client: AsyncClient) -> None:
    """An agent at the desk: only then is one offered."""
    async with database_of(client).new_session.begin() as session:
        session.add(an_agent_there())
