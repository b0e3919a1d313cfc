"""Who is told of what: notifications, mails and tickets owed."""

import pytest
from sqlalchemy import select

from api.core.settings import get_settings
from api.domain.sollicitation_acts import Act
from api.models.sollicitation import Sollicitation
from api.models.user import User
from api.portal.sollicitations.announcing import address_of
from api.portal.sollicitations.tests.people import FOLLOW_UP, OWN, People


async def told(people: People, login: str) -> list[str]:
    answer = await people.call(login, "GET", "/portal/v1/notifications")
    return [item["text"] for item in reversed(answer.json()["items"])]


async def mails(people: People) -> list[str]:
    return [body["to"] for body in await people.owed("sollicitation_mail")]


@pytest.fixture
async def with_mail(people: People) -> None:
    get_settings().smtp_host, get_settings().smtp_from = "mail.invalid", "chorale@exemple.fr"
    await people.set_address("anne", "anne@exemple.fr")
    await people.set_address("rita", "rita@exemple.fr")


async def test_whoever_may_take_it_is_told(people: People) -> None:
    reference = await people.filed()

    text = f"Nouvelle sollicitation {reference} adressée à Mairie de Test."
    assert await told(people, "rita") == await told(people, "remi") == [text]
    assert await told(people, "paul") == await told(people, "anne") == []


async def test_each_side_is_told_of_the_other(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    await people.act("rita", reference, "answer", "Voici.")
    await people.act("anne", reference, "send_back", "Non.")

    assert await told(people, "anne") == [
        f"Votre sollicitation {reference} est prise en charge.",
        f"Votre sollicitation {reference} a reçu une réponse.",
    ]
    assert (await told(people, "rita"))[1:] == [
        f"La réponse à la sollicitation {reference} est jugée insatisfaisante."
    ]
    assert len(await told(people, "remi")) == 1


async def test_that_it_changes_hands_is_no_news(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    await people.act("maud", reference, "assign")

    assert len(await told(people, "anne")) == 1


@pytest.mark.usefixtures("with_mail")
async def test_mails_are_owed_to_who_has_an_address(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    await people.act("rita", reference, "ask", "Lequel ?")
    await people.act("anne", reference, "add", "Celui-ci.")

    assert await mails(people) == ["author", "receiver", "author", "author", "assignee"]


@pytest.mark.usefixtures("with_mail")
async def test_a_new_one_is_mailed_to_each_who_may_take_it(people: People) -> None:
    for login in ("remi", "paul", "stan"):  # neither paul nor stan has the space
        await people.set_address(login, f"{login}@exemple.fr")
    draft = await people.filed(draft=True)
    assert await mails(people) == []

    sent = await people.call("anne", "POST", f"{OWN}/{draft}/submission", key="send")
    again = await people.call("anne", "POST", f"{OWN}/{draft}/submission", key="send")

    assert sent.status_code == again.status_code == 200
    owed = await people.owed("sollicitation_mail")
    async with people.new_session.begin() as session:
        logins = {user.id: user.login for user in await session.scalars(select(User))}
    assert [logins[body["user"]] for body in owed if body["to"] == "receiver"] == ["rita", "remi"]


@pytest.mark.usefixtures("with_mail")
async def test_what_goes_to_the_support_is_mailed_to_no_receiver(people: People) -> None:
    await people.filed(**FOLLOW_UP)

    assert await mails(people) == ["author"]


@pytest.mark.usefixtures("with_mail")
async def test_the_address_is_the_one_of_now(people: People) -> None:
    reference = await people.filed()
    await people.set_address("anne", "nouvelle@exemple.fr")

    async with people.new_session.begin() as session:
        held = await session.scalar(
            select(Sollicitation).where(Sollicitation.reference == reference)
        )
        assert held is not None
        assert held.email is None
        assert await address_of(session, held, "author") == "nouvelle@exemple.fr"


@pytest.mark.usefixtures("with_mail")
async def test_agents_read_the_desk_and_no_mail(people: People) -> None:
    reference = await people.filed(**FOLLOW_UP)
    await people.support(reference, Act.ASSIGN)
    await people.act("anne", reference, "add", "Une précision.")

    assert await mails(people) == ["author", "author"]


async def test_without_mail_none_is_owed(people: People) -> None:
    await people.set_address("anne", "anne@exemple.fr")
    await people.filed()

    assert await mails(people) == []


@pytest.mark.usefixtures("with_mail")
async def test_a_key_sent_again_owes_nothing_more(people: People) -> None:
    reference = await people.filed(key="file")
    await people.filed(key="file")
    for _ in range(2):
        await people.act("rita", reference, "assign", key="take")

    assert await mails(people) == ["author", "receiver", "author"]
    assert len(await told(people, "anne")) == 1


async def test_another_program_hears_of_what_the_support_treats(people: People) -> None:
    get_settings().ticketing = "zammad"
    await people.filed()
    filed = await people.filed(**FOLLOW_UP)
    await people.support(filed, Act.ASSIGN)

    steps = [step["id"] for step in (await people.read("anne", filed))["history"]]
    assert await people.owed("ticket") == [{"step": step} for step in steps]


async def test_it_hears_of_what_is_forwarded(people: People) -> None:
    get_settings().ticketing = "glpi"
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    await people.act("rita", reference, "forward")

    assert len(await people.owed("ticket")) == 1
