"""Files shown to an antivirus before they are kept: the INSTREAM command of clamd, over TCP.

Protocol: the manual page clamd(8). Nothing is looked at where `clamav` is empty in the settings.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO

from api.core.errors import ChoraleError
from api.core.host_port import host_and_port
from api.core.settings import get_settings

logger = logging.getLogger(__name__)

_COMMAND = b"zINSTREAM\0"
_END = bytes(4)
_CHUNK = 256 * 1024
_MOST_REPLY = 4096  # bytes
_NO_VERDICT = (OSError, ValueError, EOFError, TimeoutError, asyncio.LimitOverrunError)


class InfectedFileError(ChoraleError):
    """The antivirus knows something harmful in it."""

    status = 422
    code = "infected_file"

    def __init__(self) -> None:
        super().__init__("L’antivirus a refusé ce fichier : il paraît dangereux.")


class AntivirusAwayError(ChoraleError):
    """No verdict: an unexamined file is not accepted."""

    status = 503
    code = "antivirus_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "Les fichiers ne peuvent pas être examinés pour le moment : réessayez plus tard."
        )


async def require_clean(content: Path | IO[bytes]) -> None:
    """Have a file looked at; an open one is read from its beginning, and left there.

    Raises:
        InfectedFileError: it is not clean.
        AntivirusAwayError: no verdict in time, whatever the reason.
    """
    settings = get_settings()
    if not settings.clamav:
        return
    try:
        async with asyncio.timeout(settings.clamav_timeout):
            reply = await _ask(*host_and_port(settings.clamav), content)
    except _NO_VERDICT as error:
        logger.warning("antivirus away: %s", type(error).__name__)
        raise AntivirusAwayError from error
    _judge(reply)


async def _ask(host: str, port: int, content: Path | IO[bytes]) -> str:
    async with _connection(host, port) as (reader, writer):
        # It answers, then hangs up, as soon as a file is over its own limit.
        with suppress(ConnectionError):
            await _send(writer, content)
        reply = await reader.readuntil(b"\0")
    return reply.rstrip(b"\0").decode("utf-8", "replace").strip()


@asynccontextmanager
async def _connection(
    host: str, port: int
) -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(host, port, limit=_MOST_REPLY)
    try:
        yield reader, writer
    finally:
        writer.close()


async def _send(writer: asyncio.StreamWriter, content: Path | IO[bytes]) -> None:
    """The file in chunks, each after its length (4 bytes, big-endian), then an empty one."""
    writer.write(_COMMAND)
    opened = await asyncio.to_thread(content.open, "rb") if isinstance(content, Path) else None
    with opened or nullcontext(content) as file:
        assert not isinstance(file, Path)
        file.seek(0)
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            writer.write(len(chunk).to_bytes(4, "big") + chunk)
            await writer.drain()
        file.seek(0)
    writer.write(_END)
    await writer.drain()


def _judge(reply: str) -> None:
    if reply.endswith(" OK"):
        return
    if reply.endswith(" FOUND"):
        logger.warning("infected file refused: %.120r", reply)
        raise InfectedFileError
    # « INSTREAM size limit exceeded », or an error of its own: no verdict.
    logger.warning("the antivirus gives no verdict: %.120r", reply)
    raise AntivirusAwayError
