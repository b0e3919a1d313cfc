import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from email.message import EmailMessage
from hashlib import sha256
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.settings import get_settings
from api.core.tokens import sign_identity
from api.domain.mail_address import mail_address
from api.models.outgoing import Outgoing
from api.models.transcript_mail import MailCount, TranscriptMail
from api.outgoing.tests.smtp_server import SmtpServer, served_mail

TO = "manuela.martin@example.fr"


@pytest.fixture
async def smtp(settings_env: pytest.MonkeyPatch) -> AsyncIterator[SmtpServer]:
    async with served_mail(settings_env) as server:
        yield server


@pytest.fixture
async def client(smtp: SmtpServer, client: AsyncClient) -> AsyncClient:
    """The application, started once it knows its mail server."""
    return client


@pytest.fixture
async def talk(client: AsyncClient) -> Talk:
    """Of somebody we know: mails are for them alone."""
    return await known(client)


async def known(client: AsyncClient, login: str = "manuela.martin") -> Talk:
    return await Talk.start(client, sign_identity(login, login))


async def ask(talk: Talk, email: str = TO, client_id: str = "") -> Response:
    body = {"client_id": client_id or str(uuid4()), "email": email}
    return await talk.post("/transcript-mails", body)


async def settled(talk: Talk) -> list[Outgoing]:
    """The deliveries, once none is owed any more."""
    async with asyncio.timeout(20):
        while True:
            async with database_of(talk.client).new_read_session.begin() as session:
                rows = list(await session.scalars(select(Outgoing).order_by(Outgoing.id)))
            if all(row.done_at or row.dead_at for row in rows):
                return rows
            await asyncio.sleep(0.02)


def attached(message: EmailMessage) -> str:
    [part] = message.iter_attachments()
    assert part.get_filename() == "conversation-2026-11-24-10h00.txt"
    return part.get_content()


async def test_transcript_arrives(talk: Talk, smtp: SmtpServer) -> None:
    await talk.ask("où est ma facture n° 124 ?")

    asked = await ask(talk)
    await settled(talk)

    [message] = smtp.accepted
    assert asked.status_code == 202
    assert smtp.recipients == [[TO]]
    assert message["To"] == TO
    assert message["From"] == "Assistance Chorus Pro <clara@example.fr>"
    assert message["Subject"] == "Votre conversation avec Clara"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Vous :\noù est ma facture n° 124 ?" in attached(message)


async def test_address_is_forgotten_once_it_has_left(talk: Talk) -> None:
    await ask(talk)

    [row] = await settled(talk)

    assert (row.body, row.dead_at) == ({}, None)


async def test_same_request_is_one_mail(talk: Talk, smtp: SmtpServer) -> None:
    client_id = str(uuid4())
    for _ in range(5):
        assert (await ask(talk, client_id=client_id)).status_code == 202

    await settled(talk)

    assert len(smtp.accepted) == 1


async def test_three_mails_and_no_more(talk: Talk, smtp: SmtpServer) -> None:
    answers = [await ask(talk) for _ in range(4)]

    await settled(talk)
    assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
    assert answers[3].json()["code"] == "too_many_mails"
    assert len(smtp.accepted) == 3


async def test_temporary_failure_is_tried_again_under_the_same_name(
    talk: Talk, smtp: SmtpServer
) -> None:
    smtp.refused_messages = ["451 4.3.0 try again"]

    await ask(talk)
    [row] = await settled(talk)

    assert (smtp.tried, len(smtp.accepted), row.attempts) == (2, 1, 2)
    assert smtp.accepted[0]["Message-ID"].endswith("@example.fr>")


async def test_refused_address_is_given_up_at_once(talk: Talk, smtp: SmtpServer) -> None:
    smtp.refused_recipients = ["550 5.1.1 no such box"] * 3

    await ask(talk)
    [row] = await settled(talk)

    assert (smtp.tried, row.last_error, row.dead_at is not None) == (1, "smtp_550", True)


async def test_server_away_is_tried_again_then_given_up(talk: Talk, smtp: SmtpServer) -> None:
    await smtp.stop()

    await ask(talk)
    [row] = await settled(talk)

    assert (row.attempts, row.last_error) == (3, "smtp_unreachable")


async def test_erased_conversation_keeps_no_address(talk: Talk, smtp: SmtpServer) -> None:
    smtp.refused_recipients = ["550 5.1.1 no such box"]
    await ask(talk)
    await settled(talk)

    await talk.client.delete(talk.url, headers=talk.headers)

    async with database_of(talk.client).new_read_session.begin() as session:
        kept = [
            (await session.scalars(select(table))).all() for table in (Outgoing, TranscriptMail)
        ]
    assert kept == [[], []]


async def test_anonymous_conversation_is_mailed_to_nobody(client: AsyncClient) -> None:
    refused = await ask(await Talk.start(client))

    assert (refused.status_code, refused.json()["code"]) == (409, "mail_needs_identity")
    assert "connectez-vous" in refused.json()["detail"]
    assert await counted(client) == []


async def test_one_address_has_so_many_mails_a_day_from_whatever_conversation(
    client: AsyncClient,
) -> None:
    get_settings().mails_per_address = 2
    sent = [await ask(await known(client, f"user.{n}"), TO.title()) for n in range(2)]
    refused = await ask(await known(client, "user.3"))
    elsewhere = await ask(await known(client, "user.3"), "bob@example.fr")

    assert [answer.status_code for answer in (*sent, refused, elsewhere)] == [202, 202, 429, 202]
    assert refused.json()["code"] == "too_many_mails_today"


async def test_all_addresses_together_have_so_many_mails_a_day(client: AsyncClient) -> None:
    get_settings().mails_per_day = 2
    codes = [
        (await ask(await known(client, f"user.{n}"), f"user{n}@example.fr")).status_code
        for n in range(3)
    ]

    assert codes == [202, 202, 429]


async def test_the_count_outlives_the_conversation(client: AsyncClient, talk: Talk) -> None:
    get_settings().mails_per_address = 1
    await ask(talk)
    await client.delete(talk.url, headers=talk.headers)

    assert (await ask(await known(client))).status_code == 429


async def test_the_count_is_forgotten_after_a_day(client: AsyncClient, talk: Talk) -> None:
    await ask(talk)
    get_settings().clock = datetime.fromisoformat("2026-11-25T10:00:01+01:00")
    await ask(talk)

    assert [row.asked_at for row in await counted(client)] == [get_settings().clock]


async def test_no_address_can_be_read_in_the_count(client: AsyncClient, talk: Talk) -> None:
    await ask(talk)

    [row] = await counted(client)
    assert row.recipient != sha256(TO.encode()).hexdigest()
    assert len(row.recipient) == 64


async def counted(client: AsyncClient) -> list[MailCount]:
    async with database_of(client).new_read_session.begin() as session:
        return list(await session.scalars(select(MailCount)))


@pytest.mark.parametrize(
    "email",
    [
        "",
        "manuela",
        "manuela@localhost",
        "a@example.fr, b@example.fr",
        "a@example.fr b@example.fr",
        "a@example.fr\r\nBcc: b@example.fr",
        "a@example.fr\n",
        "Manuela <a@example.fr>",
        "é@example.fr",
        '"a b"@example.fr',
        "a..b@example.fr",
        "a@-example.fr",
        f"{'a' * 65}@example.fr",
    ],
)
async def test_what_is_no_address_is_refused(talk: Talk, email: str) -> None:
    refused = await ask(talk, email)

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_email")


async def test_without_a_mail_server_it_is_said(talk: Talk) -> None:
    get_settings().smtp_host = ""

    refused = await ask(talk)

    assert (refused.status_code, refused.json()["code"]) == (409, "mail_off")
    assert "téléchargez la conversation" in refused.json()["detail"]


@given(st.text(max_size=60) | st.from_regex(r"[^@]{1,20}@[a-z]{1,8}\.fr[\r\n,;<>: a-z]{0,9}"))
def test_an_address_never_holds_what_ends_a_header(text: str) -> None:
    address = mail_address(text)

    assert address is None or (address == text.strip(" ") and address.isascii())
    assert not set(address or "") & set('\r\n \t,;:<>()[]"\\')
