from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient

from api.chat.tests.live_server import serving
from api.chat.tests.talk import Talk
from api.core.settings import get_settings
from api.desk.port.tests.chatwoot_server import ACCOUNT, INBOX, SECRET, TOKEN, ChatwootServer


@pytest.fixture
async def chatwoot(settings_env: pytest.MonkeyPatch) -> AsyncIterator[ChatwootServer]:
    """Chatwoot, and settings that make it the desk. Nobody is at the bot's address."""
    server = ChatwootServer()
    await server.start()
    settings = {
        "BOT_URL": "http://127.0.0.1:8199",
        "DESK": "chatwoot",
        "CHATWOOT_URL": server.url,
        "CHATWOOT_TOKEN": TOKEN,
        "CHATWOOT_ACCOUNT": str(ACCOUNT),
        "CHATWOOT_INBOX": str(INBOX),
        "CHATWOOT_WEBHOOK_SECRET": SECRET,
        "CHATWOOT_REREAD": "3600",
        "OUTGOING_FIRST_DELAY": "0.01",
    }
    for name, value in settings.items():
        settings_env.setenv(f"CHORALE_{name}", value)
    get_settings.cache_clear()
    yield server
    await server.stop()


@pytest.fixture
async def client(chatwoot: ChatwootServer, client: AsyncClient) -> AsyncIterator[AsyncClient]:
    """The application, on a real port that Chatwoot calls."""
    async with serving(client) as live:
        chatwoot.webhook = live
        yield client
        chatwoot.webhook = None


@pytest.fixture
async def talk(client: AsyncClient) -> Talk:
    return await Talk.start(client)


@pytest.fixture
async def waiting(talk: Talk, chatwoot: ChatwootServer) -> Talk:
    """A user who waits for an agent, as Chatwoot's agents see."""
    await talk.say("contacter un agent")
    await chatwoot.until(lambda: any(one["status"] == "open" for one in chatwoot.conversations))
    return talk
