"""Killed between DATA and the commit: nothing half-done, and heard once when it comes again."""

import asyncio
import socket
from collections.abc import Iterator

import pytest
from httpx import AsyncClient, HTTPError
from sqlalchemy import update

from api.chat.tests.api_process import ApiProcess, api_process
from api.core.db import Database
from api.core.settings import get_settings
from api.mailroom.tests.post_office import PostOffice, a_mail
from api.models.sollicitation import Sollicitation


@pytest.fixture
def port() -> Iterator[int]:
    """Who binds it may listen there, once and again; nobody else is given it meanwhile."""
    with socket.socket() as bound:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


async def test_a_mail_is_heard_once_whatever_is_killed(
    office: PostOffice, settings_env: pytest.MonkeyPatch, port: int
) -> None:
    office.other_port = port
    settings_env.setenv("CHORALE_LMTP_LISTEN", f"127.0.0.1:{office.other_port}")
    settings_env.setenv("CHORALE_BOT_URL", "http://127.0.0.1:8199")
    mail = a_mail()
    mail.add_attachment(b"%PDF-1.7 a", maintype="application", subtype="pdf", filename="a.pdf")
    async with api_process() as (process, http):
        await _ready(http)
        await _killed_while_it_waits(office, process, mail.as_bytes())
        assert (await office.steps(), await office.files()) == ([], [])
        process.start()
        await _ready(http)

        answers = [await office.receive(mail) for _ in range(2)]

    assert [code for code, _ in answers] == [250, 250]
    assert (len(await office.steps()), len(await office.files())) == (1, 1)


async def _killed_while_it_waits(office: PostOffice, process: ApiProcess, mail: bytes) -> None:
    """The row is ours meanwhile: the mail is read, and cannot be written."""
    own = Database(get_settings().resolved_database_url())
    try:
        async with own.new_session.begin() as session:
            await session.execute(update(Sollicitation).values(description="verrouillée"))
            handing_over = asyncio.create_task(office.receive(mail))
            done, _ = await asyncio.wait({handing_over}, timeout=3)
            assert not done
            process.kill()
            with pytest.raises(OSError):  # noqa: PT011 - cut, in whatever words
                await handing_over
            await session.rollback()
    finally:
        await own.dispose()


async def _ready(http: AsyncClient) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                if (await http.get("/healthz")).is_success:
                    return
            except HTTPError:
                await asyncio.sleep(0.1)
