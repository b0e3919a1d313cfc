"""What leaves: to the right side, threaded, and by nothing that a user wrote led elsewhere."""

import pytest
from httpx import AsyncClient
from sqlalchemy import delete, update

from api.core.outgoing import post
from api.domain.sollicitation_acts import Act
from api.domain.sollicitations import Receiver
from api.mailroom.letter import MARKER
from api.mailroom.tests.post_office import (
    ASSIGNEE,
    AUTHOR,
    BY_AUTHOR,
    RECEIVER,
    REFERENCE,
    SUPPORT,
    PostOffice,
)
from api.models.user import SpaceSubscription, User
from api.outgoing.tests.smtp_server import SmtpServer


async def test_an_answer_is_told_to_the_author(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.ANSWER, "Votre facture est mise en paiement.")
    await office.deliveries()

    [message] = smtp.accepted
    assert smtp.recipients == [[AUTHOR]]
    assert message["To"] == AUTHOR
    assert message["Subject"] == f"[{REFERENCE}] Facture 125 sans nouvelles"
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    assert "Marie Mairie a répondu à votre sollicitation :" in text
    assert "Votre facture est mise en paiement." in text
    assert f"https://aide.example.fr/sollicitations?reference={REFERENCE}" in text


async def test_a_mail_says_that_a_machine_sent_it(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.ANSWER, "Réponse.")
    await office.deliveries()

    [message] = smtp.accepted
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"


async def test_answers_go_to_an_address_of_the_reader_alone(
    office: PostOffice, smtp: SmtpServer
) -> None:
    await office.act(Act.ASK, "Quelle est la date ?")
    await office.act(Act.ADD, "Le 3 mars.", BY_AUTHOR)
    await office.deliveries()

    answered_at = [message["Reply-To"] for message in smtp.accepted]
    assert smtp.recipients == [[AUTHOR], [ASSIGNEE]]
    assert answered_at == [office.address(AUTHOR), office.address(ASSIGNEE)]
    assert answered_at[0] != answered_at[1]
    assert MARKER in smtp.accepted[0].get_content().splitlines()[0]


async def test_what_bounces_comes_back_to_the_thread(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.ANSWER, "Réponse.")
    await office.deliveries()

    assert smtp.senders == [office.address(AUTHOR)]


async def test_mails_of_one_side_make_one_thread(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.ASK, "Quelle est la date ?")
    await office.act(Act.ANSWER, "Merci.")
    await office.deliveries()

    first, second = smtp.accepted
    assert second["In-Reply-To"] == first["Message-ID"]
    assert first["Message-ID"] in second["References"]
    assert first["Subject"] == second["Subject"]


async def test_a_repetition_has_the_same_identity(office: PostOffice, smtp: SmtpServer) -> None:
    smtp.refused_messages = ["451 plus tard"]
    await office.act(Act.ANSWER, "Réponse.")
    await office.deliveries()
    [step] = await office.steps()
    async with office.database.new_session.begin() as session:
        body = {"step": step.id, "to": "author"}
        await post(session, "sollicitation_mail", "encore", body)
    await office.deliveries()

    first, again = smtp.accepted
    assert first["Message-ID"] == again["Message-ID"]


async def test_the_other_sides_address_is_never_told(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.ANSWER, "Réponse.")
    await office.act(Act.SEND_BACK, "Elle ne me convient pas.", BY_AUTHOR)
    await office.deliveries()

    to_author, to_assignee = (message.as_string() for message in smtp.accepted)
    assert "mairie.example" not in to_author
    assert "fournisseur.example" not in to_assignee


async def test_files_go_along_to_whoever_has_no_page(client: AsyncClient, smtp: SmtpServer) -> None:
    office = await PostOffice.open(
        client, user_id=None, email="a@example.org", receiver=Receiver.SUPPORT, assignee="agent.1"
    )
    await office.answer_with_file(SUPPORT)
    await office.deliveries()

    [message] = smtp.accepted
    [attached] = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("guide.pdf", b"%PDF-1.7 guide")


async def test_files_stay_on_the_page_of_whoever_has_one(
    office: PostOffice, smtp: SmtpServer
) -> None:
    await office.answer_with_file(RECEIVER)
    await office.deliveries()

    [message] = smtp.accepted
    assert message.get_content_type() == "text/plain"
    assert "à lire sur le site : guide.pdf" in message.get_content()


async def test_an_agents_login_is_never_told(client: AsyncClient, smtp: SmtpServer) -> None:
    office = await PostOffice.open(
        client, receiver=Receiver.SUPPORT, assignee="agent.1", assignee_name="Camille"
    )
    await office.act(Act.ANSWER, "Réponse.", SUPPORT)
    await office.deliveries()

    [message] = smtp.accepted
    assert "Camille a répondu" in message.get_content()
    assert "agent.1" not in message.as_string()


@pytest.mark.parametrize("title", ["Facture\r\nBcc: tous@example.org", "a\nb", "x" * 120])
async def test_a_title_is_no_header(office: PostOffice, smtp: SmtpServer, title: str) -> None:
    await office.change(title=title)
    await office.act(Act.ANSWER, "Réponse.")
    await office.deliveries()

    [message] = smtp.accepted
    assert message["Bcc"] is None
    assert smtp.recipients == [[AUTHOR]]
    assert message["Subject"].startswith(f"[{REFERENCE}] ")


async def test_whoever_lost_the_space_is_told_nothing(office: PostOffice, smtp: SmtpServer) -> None:
    async with office.database.new_session.begin() as session:
        await session.execute(delete(SpaceSubscription))
    await office.act(Act.ADD, "Une information.", BY_AUTHOR)
    [delivery] = await office.deliveries()

    assert (smtp.accepted, delivery.last_error) == ([], "no_address")


async def test_an_address_that_is_gone_gives_up(office: PostOffice, smtp: SmtpServer) -> None:
    smtp.refused_recipients = ["550 inconnu"]
    await office.act(Act.ANSWER, "Réponse.")
    [delivery] = await office.deliveries()

    assert (smtp.accepted, delivery.last_error) == ([], "smtp_550")


async def test_an_invalid_address_gets_nothing(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.ANSWER, "Réponse.")
    await office.deliveries()
    async with office.database.new_session.begin() as session:
        await session.execute(update(User).values(email="a@b.fr\r\nBcc: c@d.fr"))
    await office.act(Act.CLOSE)
    *_, delivery = await office.deliveries()

    assert (len(smtp.accepted), delivery.last_error) == (1, "no_address")


async def test_a_closed_one_invites_no_answer(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.CLOSE)
    await office.deliveries()

    [message] = smtp.accepted
    assert "Votre sollicitation est clôturée." in message.get_content()
    assert "répondez" not in message.get_content().lower()


async def test_without_a_reply_domain_nobody_is_invited_to_answer(
    office: PostOffice, smtp: SmtpServer
) -> None:
    office.client.app.state.settings.mail_reply_domain = ""  # type: ignore[attr-defined]
    await office.act(Act.ANSWER, "Réponse.")
    await office.deliveries()

    [message] = smtp.accepted
    assert message["Reply-To"] is None
    assert MARKER not in message.get_content()
    assert "Ne répondez pas à ce message" in message.get_content()
    assert smtp.senders == ["clara@example.fr"]


async def test_a_code_is_sent(office: PostOffice, smtp: SmtpServer) -> None:
    async with office.database.new_session.begin() as session:
        body = {"to": "quelqu.un@example.org", "code": "012345"}
        await post(session, "mail_proof", "proof:1", body)
    [delivery] = await office.deliveries()

    [message] = smtp.accepted
    assert smtp.recipients == [["quelqu.un@example.org"]]
    assert smtp.senders == ["clara@example.fr"]
    assert "Votre code de vérification : 012345" in message.get_content()
    assert delivery.body == {}
