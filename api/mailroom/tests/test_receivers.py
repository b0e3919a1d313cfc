"""A new sollicitation is told by mail to those who may take it, and to them alone."""

import pytest
from httpx import AsyncClient
from sqlalchemy import delete, select

from api.core.outgoing import post
from api.domain.rights import Space
from api.domain.sollicitation_acts import Act
from api.domain.sollicitations import SollicitationStatus
from api.mailroom.tests.post_office import ASSIGNEE, AUTHOR, BY_AUTHOR, REFERENCE, PostOffice
from api.models.structure import Structure
from api.models.user import SpaceSubscription, User
from api.outgoing.tests.smtp_server import SmtpServer
from api.portal.tests.builders import PortalBuilder

LUC = "luc@mairie.example"


@pytest.fixture
async def office(client: AsyncClient) -> PostOffice:
    """A draft of `anne`; `marie` and `luc`, of the town, may take it."""
    office = await PostOffice.open(
        client,
        status=SollicitationStatus.DRAFT,
        assignee=None,
        assignee_name=None,
        submitted_at=None,
    )
    async with office.database.new_read_session.begin() as session:
        town = await session.scalar(select(Structure).where(Structure.public))
    assert town is not None
    await PortalBuilder(client).user("luc", town, Space.RECEIVED_SOLLICITATIONS)
    async with office.database.new_session.begin() as session:
        luc = await session.scalar(select(User).where(User.login == "luc"))
        assert luc is not None
        luc.email = LUC
    return office


def to_whom(smtp: SmtpServer) -> list[str]:
    return sorted(address for addresses in smtp.recipients for address in addresses)


async def test_each_has_one_mail_of_his_own(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.SUBMIT, actor=BY_AUTHOR)
    await office.deliveries()

    assert to_whom(smtp) == sorted([AUTHOR, ASSIGNEE, LUC])
    [message] = [each for each in smtp.accepted if each["To"] == LUC]
    text = message.get_content()
    assert message["Subject"] == f"[{REFERENCE}] Facture 125 sans nouvelles"
    assert "Une nouvelle sollicitation est adressée à votre structure." in text
    assert f"https://aide.example.fr/sollicitations?recue={REFERENCE}" in text


async def test_none_is_answered_before_it_is_taken(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.SUBMIT, actor=BY_AUTHOR)
    await office.deliveries()

    [message] = [each for each in smtp.accepted if each["To"] == LUC]
    assert message["Reply-To"] is None
    assert "Ne répondez pas à ce message" in message.get_content()
    assert office.address(LUC) not in smtp.senders


async def test_what_follows_is_in_the_same_thread(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.SUBMIT, actor=BY_AUTHOR)
    await office.deliveries()
    await office.act(Act.ASSIGN)
    await office.act(Act.ADD, "Une précision.", BY_AUTHOR)
    await office.deliveries()

    first, then = (each for each in smtp.accepted if each["To"] == ASSIGNEE)
    assert first["Message-ID"] in then["References"]


async def test_who_has_lost_the_space_is_told_nothing(office: PostOffice, smtp: SmtpServer) -> None:
    await office.act(Act.SUBMIT, actor=BY_AUTHOR)
    await office.deliveries()
    sent = to_whom(smtp)
    async with office.database.new_session.begin() as session:
        await session.execute(delete(SpaceSubscription))
        luc = await session.scalar(select(User.id).where(User.login == "luc"))
        [step] = await office.steps()
        body = {"step": step.id, "to": "receiver", "user": luc}
        await post(session, "sollicitation_mail", "again", body)

    last = (await office.deliveries())[-1]

    assert last.last_error == "no_address"
    assert to_whom(smtp) == sent
