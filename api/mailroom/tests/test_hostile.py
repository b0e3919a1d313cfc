"""Mails that were made to harm, over a real LMTP socket."""

import logging
from base64 import encodebytes
from email import policy
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from sqlalchemy import text as sql

from api.core.tests.clamd import HARMFUL, running_clamd
from api.mailroom.tests.post_office import ASSIGNEE, AUTHOR, PostOffice, a_mail
from api.outgoing.tests.smtp_server import SmtpServer


async def test_html_alone_becomes_text(office: PostOffice) -> None:
    mail = a_mail()
    mail.set_content("<p>Bonjour,<br>le <b>3 mars</b><script>x()</script></p>", subtype="html")

    await office.receive(mail)

    assert await office.texts() == ["Bonjour,\nle 3 mars"]


async def test_text_is_preferred_to_html(office: PostOffice) -> None:
    mail = a_mail("En texte.")
    mail.add_alternative("<p>En HTML.</p>", subtype="html")

    await office.receive(mail)

    assert await office.texts() == ["En texte."]


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16", "UTF-8"]
)
async def test_charsets(office: PostOffice, charset: str) -> None:
    content = _raw(f"text/plain; charset={charset}", "L'été à Créteil".encode(charset))

    assert (await office.receive(content))[0] == 250
    assert await office.texts() == ["L'été à Créteil"]


@pytest.mark.parametrize("charset", ["inconnu", "idna", "punycode", "unicode_escape", "hex", "é"])
async def test_a_strange_charset_is_read_as_it_can_be(office: PostOffice, charset: str) -> None:
    content = _raw(f"text/plain; charset={charset}", "L'été".encode())

    assert (await office.receive(content))[0] == 250
    assert await office.texts() == ["L'été"]


async def test_bytes_that_are_no_text_stay_storable(office: PostOffice) -> None:
    content = _raw("text/plain; charset=utf-8", b"avant \x00\xff\xfe apr\xc3\xa8s")

    assert (await office.receive(content))[0] == 250
    [text] = await office.texts()
    assert text is not None
    assert "\0" not in text
    assert text.endswith("après")


async def test_nested_parts_are_read(office: PostOffice) -> None:
    inner = MIMEMultipart("alternative")
    inner.attach(MIMEText("Au fond.", "plain", "utf-8"))
    for _ in range(8):
        outer = MIMEMultipart("mixed")
        outer.attach(inner)
        inner = outer
    inner["From"], inner["Message-ID"] = AUTHOR, "<n@b.fr>"

    assert (await office.receive(inner.as_bytes(policy=policy.SMTP)))[0] == 250
    assert await office.texts() == ["Au fond."]


async def test_parts_nested_without_end_are_refused(office: PostOffice) -> None:
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i)
        for i in range(3000)
    )

    code, _ = await office.receive(f"From: {AUTHOR}\r\n".encode() + head)

    assert (code, await office.steps()) == (550, [])


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: a/b" + b";" * 60_000,
        b'Content-Disposition: attachment; filename="' + b"=?utf-8?q?a?= \r\n " * 4_000 + b'"',
        b"Content-Type: text/plain" + b"; a*0=1" * 6_000,
        b"X: y\r\n" * 100_000 + b"Z: z",
    ],
)
async def test_headers_without_end_are_refused(office: PostOffice, header: bytes) -> None:
    code, _ = await office.receive(header + b"\r\n" + a_mail().as_bytes(policy=policy.SMTP))

    assert (code, await office.steps()) == (550, [])


async def test_a_thousand_parts_are_refused(office: PostOffice) -> None:
    mail = a_mail().as_bytes(policy=policy.SMTP)
    head = b"".join(mail.partition(b"Content-Type")[:1])
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 1000
    content = head + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + parts + b"--b--\r\n"

    code, _ = await office.receive(content)

    assert (code, await office.steps()) == (550, [])


async def test_thirty_megabytes_are_refused(office: PostOffice) -> None:
    mail = a_mail("x" * 70 + "\n")
    content = mail.as_bytes(policy=policy.SMTP) + (b"y" * 998 + b"\r\n") * 30_000

    code, _ = await office.receive(content)

    assert (code, await office.steps()) == (552, [])


async def test_too_long_a_text_is_refused_and_says_so(office: PostOffice) -> None:
    code, words = await office.receive(a_mail("mot " * 1200))

    assert (code, "4000" in words) == (550, True)


async def test_a_line_without_end_is_refused(office: PostOffice) -> None:
    content = a_mail().as_bytes(policy=policy.SMTP) + b"x" * 500_000 + b"\r\n"

    assert (await office.receive(content))[0] == 500


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Windows\\a.pdf", "a.pdf"),
        ("é\u202efdp.pdf", None),
        ("x" * 200 + ".pdf", "x" * 46 + ".pdf"),
        ("a\x01b.pdf", None),
    ],
)
async def test_names_of_files(office: PostOffice, name: str, stored: str | None) -> None:
    mail = a_mail()
    mail.add_attachment(b"%PDF-1.7 a", maintype="application", subtype="pdf", filename=name)

    code, _ = await office.receive(mail)

    [(kept, _)] = await office.files()
    assert code == 250
    assert "/" not in kept
    assert kept.endswith(".pdf")
    assert stored is None or kept == stored


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.pdf", b"MZ no pdf"), ("a.pdf", b""), ("sans", b"x"), ("a.pdf.js", b"x")],
)
async def test_a_refused_file_refuses_the_mail(
    office: PostOffice, name: str, content: bytes
) -> None:
    mail = a_mail()
    mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)

    code, words = await office.receive(mail)

    assert (code, await office.steps(), await office.files()) == (550, [], [])
    assert words.isascii()


async def test_too_large_a_file_refuses_the_mail(office: PostOffice) -> None:
    mail = a_mail()
    content = b"%PDF-1.7 " + b"x" * 10_000_001
    mail.add_attachment(content, maintype="application", subtype="pdf", filename="a.pdf")

    code, words = await office.receive(mail)

    assert (code, "10 Mo" in words) == (550, True)


async def test_too_many_files_refuse_the_mail(office: PostOffice) -> None:
    mail = a_mail()
    for number in range(11):
        mail.add_attachment(b"a;b", maintype="text", subtype="csv", filename=f"{number}.csv")

    assert (await office.receive(mail))[0] == 550
    assert await office.files() == []


async def test_pictures_of_a_signature_are_left_out(office: PostOffice) -> None:
    mail = a_mail()
    mail.add_alternative("<p>Voici.</p><img src='cid:logo'>", subtype="html")
    mail.get_payload()[1].add_related(  # type: ignore
        b"\x89PNG\r\n\x1a\n",
        maintype="image",
        subtype="png",
        cid="<logo>",
        filename="logo.png",
        disposition="inline",
    )

    assert (await office.receive(mail))[0] == 250
    assert await office.files() == []


async def test_a_virus_refuses_the_mail(
    office: PostOffice, settings_env: pytest.MonkeyPatch
) -> None:
    async with running_clamd(settings_env) as clamd:
        code, words = await office.receive(_with(b"%PDF-1.7 " + HARMFUL))
        examined = len(clamd.examined)

    assert (code, await office.steps(), await office.files()) == (550, [], [])
    assert (examined, "antivirus" in words) == (1, True)


async def test_without_its_antivirus_the_mail_comes_again(
    office: PostOffice, settings_env: pytest.MonkeyPatch
) -> None:
    async with running_clamd(settings_env) as clamd:
        await clamd.stop()
        code, _ = await office.receive(_with(b"%PDF-1.7 a"))

    assert (code, await office.steps(), await office.files()) == (451, [], [])


async def test_a_database_that_is_away_makes_it_come_again(office: PostOffice) -> None:
    await _rename(office, "sollicitation_steps", "away")

    away, _ = await office.receive(_with(b"%PDF-1.7 a"))
    await _rename(office, "away", "sollicitation_steps")
    again, _ = await office.receive(_with(b"%PDF-1.7 a"))

    assert (away, again) == (451, 250)
    assert (len(await office.steps()), len(await office.files())) == (1, 1)


async def test_a_database_that_is_away_at_the_door(office: PostOffice) -> None:
    await _rename(office, "sollicitations", "away")

    code, _ = await office.receive(a_mail())
    await _rename(office, "away", "sollicitations")

    assert code == 451


async def test_nothing_to_read_is_said(office: PostOffice) -> None:
    code, words = await office.receive(a_mail("\n"))

    assert (code, await office.steps()) == (550, [])
    assert "ni texte ni fichier" in words


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\r\n",
        b"pas un courriel",
        b"From: =?utf-8?q?=ZZ?= <" + AUTHOR.encode() + b">\r\nContent-Type: /\r\n\r\nx",
        b"From: " + b"<" * 5000 + b"\r\n\r\nx",
        b"From: " + AUTHOR.encode() + b"\r\nContent-Type: multipart/mixed\r\n\r\nx",
        b"From: "
        + AUTHOR.encode()
        + b"\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n=A=",
    ],
)
async def test_what_is_hardly_a_mail_has_an_answer(office: PostOffice, content: bytes) -> None:
    code, _ = await office.receive(content)

    assert code in {250, 550}


async def test_a_subject_is_nothing_but_a_subject(office: PostOffice, smtp: SmtpServer) -> None:
    raw = a_mail("Un mot.", Subject="").as_bytes(policy=policy.SMTP)
    subject = b"Subject: =?utf-8?q?a=0D=0ABcc=3A_tous=40example.org?=\r\n"

    assert (await office.receive(subject + raw))[0] == 250
    await office.deliveries()
    [message] = smtp.accepted
    assert (message["Bcc"], smtp.recipients) == (None, [[ASSIGNEE]])


async def test_neither_addresses_nor_words_are_logged(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    await office.receive(a_mail("Un secret bien gardé."))
    await office.receive(a_mail("Un autre secret.", sender="paul@ailleurs.example"))
    await office.receive(a_mail("\n"))

    said = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("aiosqlite")
    )
    assert "secret" not in said
    assert "@" not in said.replace("@example.fr", "")


def _raw(content_type: str, body: bytes) -> bytes:
    head = f"From: {AUTHOR}\r\nMessage-ID: <c@b.fr>\r\nMIME-Version: 1.0\r\n".encode()
    kind = f"Content-Type: {content_type}\r\n".encode()
    return head + kind + b"Content-Transfer-Encoding: base64\r\n\r\n" + encodebytes(body)


def _with(content: bytes) -> EmailMessage:
    mail = a_mail()
    mail.add_attachment(content, maintype="application", subtype="pdf", filename="a.pdf")
    return mail


async def _rename(office: PostOffice, table: str, name: str) -> None:
    async with office.database.new_session.begin() as session:
        await session.execute(sql(f"ALTER TABLE {table} RENAME TO {name}"))
