from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient

from api.mailroom.tests.post_office import REPLY_DOMAIN, PostOffice
from api.outgoing.tests.smtp_server import SmtpServer, served_mail


@pytest.fixture
async def smtp(settings_env: pytest.MonkeyPatch) -> AsyncIterator[SmtpServer]:
    """Where mails leave, named by the settings, as well as the place where they come back."""
    own = {
        "LMTP_LISTEN": "127.0.0.1:0",
        "MAIL_REPLY_DOMAIN": REPLY_DOMAIN,
        "PUBLIC_URL": "https://aide.example.fr",
    }
    async with served_mail(settings_env, own) as server:
        yield server


@pytest.fixture
async def client(smtp: SmtpServer, client: AsyncClient) -> AsyncClient:
    """The application, started once it knows its mail server."""
    return client


@pytest.fixture
async def office(client: AsyncClient) -> PostOffice:
    return await PostOffice.open(client)
