"""The LMTP server (RFC 2033), on a private network, to which a mail server hands answers over."""

import asyncio
import logging
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope

from api.core.host_port import host_and_port
from api.core.settings import Settings
from api.core.to_the_end import to_the_end
from api.mailroom.intake import Intake
from api.mailroom.verdict import AWAY, ONE_AT_A_TIME

logger = logging.getLogger(__name__)

# Ours: two files of the accepted size, as base64 makes them. aiosmtpd holds a mail in memory.
_FILES_AT_ONCE = 2
_BASE64 = 1.4
_ENVELOPE = 1_000_000
_SILENCE = 120.0  # seconds


class _Connection(LMTP):
    # Longer than RFC 5321 wants: some send lines of HTML as they are.
    line_length_limit = 65_536

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.event_handler.opened(transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self.transport is not None:
            self.event_handler.closed(self.transport)
        super().connection_lost(error)


class LmtpServer:
    """`start`, then `stop`; the methods named `handle_…` are those that aiosmtpd calls."""

    def __init__(self, intake: Intake, settings: Settings) -> None:
        self._intake = intake
        self._settings = settings
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.BaseTransport] = set()
        # It logs whatever passes: addresses, and mails as well.
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)

    @property
    def port(self) -> int:
        assert self._server is not None
        return self._server.sockets[0].getsockname()[1]

    async def start(self) -> None:
        """Raises OSError when the address cannot be listened to."""
        loop = asyncio.get_running_loop()
        host, port = host_and_port(self._settings.lmtp_listen)
        self._server = await loop.create_server(lambda: self._connection(loop), host, port)

    async def stop(self) -> None:
        """What was not answered is sent again by the mail server."""
        if self._server is not None:
            self._server.close()
        for transport in list(self._connections):
            transport.close()

    def opened(self, transport: asyncio.BaseTransport) -> None:
        self._connections.add(transport)

    def closed(self, transport: asyncio.BaseTransport) -> None:
        self._connections.discard(transport)

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """One recipient a mail: LMTP owes one answer to each, aiosmtpd gives one."""
        if envelope.rcpt_tos:
            return ONE_AT_A_TIME.line
        verdict = await to_the_end(self._intake.knows(address))
        if verdict.is_taken:
            envelope.rcpt_tos.append(address)
        return verdict.line

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        taking = self._intake.take(envelope.mail_from or "", envelope.rcpt_tos[0], content)
        verdict = await to_the_end(taking)
        return verdict.line

    async def handle_exception(self, error: Exception) -> str:
        """The database is away, or we are at fault: either way the mail comes again."""
        logger.error("mail not taken: %s", type(error).__name__)
        return AWAY.line

    def _connection(self, loop: asyncio.AbstractEventLoop) -> LMTP:
        largest = int(self._settings.max_attachment * _FILES_AT_ONCE * _BASE64) + _ENVELOPE
        return _Connection(
            self,
            data_size_limit=largest,
            enable_SMTPUTF8=True,
            hostname=self._settings.mail_reply_domain,
            ident="LMTP",
            timeout=_SILENCE,
            loop=loop,
        )
