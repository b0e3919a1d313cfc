from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient

from api.core.settings import get_settings
from api.mailroom.tests.post_office import REPLY_DOMAIN, PostOffice
from api.outgoing.tests.smtp_server import SmtpServer


@pytest.fixture
async def smtp(settings_env: pytest.MonkeyPatch) -> AsyncIterator[SmtpServer]:
    """Where mails leave, named by the settings, as well as the place where they come back."""
    server = SmtpServer()
    await server.start()
    settings = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(server.port),
        "SMTP_SECURITY": "none",
        "SMTP_FROM": "Assistance Chorus Pro <clara@example.fr>",
        "SMTP_TIMEOUT": "5",
        "OUTGOING_FIRST_DELAY": "0.01",
        "OUTGOING_ATTEMPTS": "3",
        "LMTP_LISTEN": "127.0.0.1:0",
        "MAIL_REPLY_DOMAIN": REPLY_DOMAIN,
        "PUBLIC_URL": "https://aide.example.fr",
    }
    for name, value in settings.items():
        settings_env.setenv(f"CHORALE_{name}", value)
    get_settings.cache_clear()
    yield server
    await server.stop()


@pytest.fixture
async def client(smtp: SmtpServer, client: AsyncClient) -> AsyncClient:
    """The application, started once it knows its mail server."""
    return client


@pytest.fixture
async def office(client: AsyncClient) -> PostOffice:
    return await PostOffice.open(client)
