"""Mails that machines send: dropped, so that nothing loops; bounces are noted on the thread."""

from email import policy

import pytest

from api.domain.sollicitation_acts import Act, Party
from api.mailroom.tests.post_office import ASSIGNEE, AUTHOR, REPLY_DOMAIN, PostOffice, a_mail
from api.outgoing.tests.smtp_server import SmtpServer


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=a@b.fr"},
        {"X_Auto_Response_Suppress": "All"},
        {"Precedence": "bulk"},
        {"Precedence": "Auto_Reply"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<liste.example.fr>"},
        {"From": "MAILER-DAEMON@fournisseur.example"},
        {"From": f"x@{REPLY_DOMAIN}"},
        {"From": "clara@example.fr"},
        {"X_Loop": f"sollicitation@{REPLY_DOMAIN}"},
    ],
)
async def test_automatic_mails_are_dropped(office: PostOffice, headers: dict[str, str]) -> None:
    code, _ = await office.receive(a_mail(**headers))

    assert (code, await office.steps()) == (250, [])


async def test_a_hand_may_say_that_it_is_no_machine(office: PostOffice) -> None:
    assert (await office.receive(a_mail(Auto_Submitted="no")))[0] == 250
    assert len(await office.steps()) == 1


async def test_our_own_mail_does_not_loop(office: PostOffice, smtp: SmtpServer) -> None:
    """Sent back as it is by a forwarding of the author's."""
    await office.act(Act.ANSWER, "Réponse.")
    await office.deliveries()
    [sent] = smtp.accepted

    code, _ = await office.receive(sent.as_bytes(policy=policy.SMTP), to=str(sent["Reply-To"]))

    assert (code, len(await office.steps())) == (250, 1)
    assert len(smtp.accepted) == 1


async def test_a_bounce_is_noted_for_the_receiver(office: PostOffice, smtp: SmtpServer) -> None:
    code, _ = await office.receive(_bounce(), envelope="<>")

    [step] = await office.steps()
    assert (code, step.party, step.author_name) == (250, Party.RECEIVER, "Messagerie")
    assert AUTHOR not in (step.text or "")
    assert await office.deliveries() == []


async def test_bounces_of_one_mail_are_noted_once(office: PostOffice) -> None:
    for _ in range(3):
        await office.receive(_bounce(), envelope="<>")

    assert len(await office.steps()) == 1


async def test_a_mail_that_is_late_is_not_noted(office: PostOffice) -> None:
    code, _ = await office.receive(_bounce(action="delayed"), envelope="<>")

    assert (code, await office.steps()) == (250, [])


async def test_a_bounce_of_the_assignees_is_dropped(office: PostOffice) -> None:
    code, _ = await office.receive(_bounce(), to=office.address(ASSIGNEE), envelope="<>")

    assert (code, await office.steps()) == (250, [])


async def test_a_mail_from_nobody_is_dropped(office: PostOffice) -> None:
    code, _ = await office.receive(a_mail("Je suis absent."), envelope="<>")

    assert (code, await office.steps()) == (250, [])


def _bounce(action: str = "failed") -> bytes:
    """As Postfix reports what it could not deliver (RFC 3464)."""
    return (
        f"From: MAILER-DAEMON@mx.example.fr (Mail Delivery System)\r\n"
        f"To: sollicitation@{REPLY_DOMAIN}\r\nAuto-Submitted: auto-replied\r\n"
        f"Message-ID: <b@mx.example.fr>\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        f"Final-Recipient: rfc822; {AUTHOR}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()
