"""A real SMTP server on loopback, that keeps what it accepts and refuses what it is told to."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import MappingProxyType
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from api.core.settings import get_settings

USER, PASSWORD = "chorale", "un-mot-de-passe-de-courriel"


class SmtpServer:
    """What is in `refused_recipients` and `refused_messages` is answered first, in turn.

    With a `tls` context the connection must be secured before anything else, and the user known.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.accepted: list[EmailMessage] = []
        self.senders: list[str | None] = []
        self.recipients: list[list[str]] = []
        self.refused_recipients: list[str] = []
        self.refused_messages: list[str] = []
        self.tried = 0
        self._tls = tls
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        assert self._server is not None
        return self._server.sockets[0].getsockname()[1]

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: self._protocol(loop), "127.0.0.1", 0)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    def _protocol(self, loop: asyncio.AbstractEventLoop) -> SMTP:
        if self._tls is None:
            return SMTP(self, hostname="test", loop=loop)
        return SMTP(
            self,
            hostname="test",
            loop=loop,
            tls_context=self._tls,
            require_starttls=True,
            auth_required=True,
            authenticator=_authenticate,
        )

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.tried += 1
        if self.refused_recipients:
            return self.refused_recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - named by aiosmtpd
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        if self.refused_messages:
            return self.refused_messages.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        self.accepted.append(message_from_bytes(content, policy=policy.default))
        self.senders.append(envelope.mail_from)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


def _authenticate(_server: Any, _session: Any, _envelope: Any, _name: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=known, handled=False)


@asynccontextmanager
async def served_mail(
    env: pytest.MonkeyPatch, own: Mapping[str, str] = MappingProxyType({})
) -> AsyncGenerator[SmtpServer]:
    """A server at work, that the settings name; `own`: more of them. Mails leave at once."""
    server = SmtpServer()
    await server.start()
    settings = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(server.port),
        "SMTP_SECURITY": "none",
        "SMTP_FROM": "Assistance Chorus Pro <clara@example.fr>",
        "SMTP_TIMEOUT": "30",
        "OUTGOING_FIRST_DELAY": "0.01",
        "OUTGOING_ATTEMPTS": "3",
        **own,
    }
    for name, value in settings.items():
        env.setenv(f"CHORALE_{name}", value)
    get_settings.cache_clear()
    yield server
    await server.stop()
