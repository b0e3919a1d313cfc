"""Once forwarded, it is the support's: the structure reads what was, and treats nothing."""

import json

import pytest
from sqlalchemy import select

from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver
from api.models.sollicitation import Sollicitation
from api.portal.errors import SollicitationNotFoundError
from api.portal.sollicitations.acting import Actor, Wanted, perform
from api.portal.sollicitations.tests.people import CAMILLE, OWN, RECEIVED, People

TAKE = Wanted(Act.ASSIGN)


async def forwarded(people: People) -> str:
    reference = await people.filed()
    file = (await people.join("anne", reference, "preuve.txt", b"preuve")).json()["id"]
    await people.act("anne", reference, "add", "La preuve.", files=[file])
    await people.act("rita", reference, "assign")
    answer = await people.act("rita", reference, "forward", key="forward")
    assert answer.status_code == 200, answer.text
    return reference


@pytest.mark.parametrize("login", ["rita", "maud"])
@pytest.mark.parametrize("act", ["assign", "answer", "ask", "forward", "close"])
async def test_the_structure_treats_it_no_more(people: People, login: str, act: str) -> None:
    reference = await forwarded(people)

    answer = await people.act(login, reference, act, "Un texte.")

    assert (answer.status_code, answer.json()["code"]) == (404, "sollicitation_not_found")
    assert (await people.read("anne", reference))["assignee"] is None


async def test_the_same_forwarding_again_is_answered_alike(people: People) -> None:
    reference = await forwarded(people)

    again = await people.act("rita", reference, "forward", key="forward")

    assert (again.status_code, again.json()) == (200, await people.read("rita", reference))


async def test_who_found_it_before_it_was_forwarded_comes_too_late(people: People) -> None:
    """As a request does that was reading while another forwarded: the lock decides."""
    reference = await forwarded(people)
    rita = Actor(Party.RECEIVER, "Rita", "rita", treats=Receiver.PUBLIC_CLIENT)

    async with people.new_session.begin() as session:
        found = select(Sollicitation.id).where(Sollicitation.reference == reference)
        with pytest.raises(SollicitationNotFoundError):
            await perform(session, (await session.scalars(found)).one(), TAKE, rita)


async def test_the_support_treats_nothing_of_a_structure(people: People) -> None:
    reference = await people.filed()

    with pytest.raises(SollicitationNotFoundError):
        await people.support(reference, Act.ASSIGN)


async def test_one_that_was_erased_meanwhile_is_not_found(people: People) -> None:
    async with people.new_session.begin() as session:
        with pytest.raises(SollicitationNotFoundError):
            await perform(session, 999, TAKE, CAMILLE)
        assert await session.get(Sollicitation, 999) is None


async def test_what_the_support_does_of_it_is_not_seen(people: People) -> None:
    reference = await forwarded(people)
    before = await people.read("rita", reference)
    await people.support(reference, Act.ASSIGN)
    await people.support(reference, Act.ANSWER, "Voici.")

    assert (await people.read("anne", reference))["tab"]["code"] == "actions_requises"
    assert await people.read("rita", reference) == before


async def test_its_files_are_read_at_the_structures_own_address(people: People) -> None:
    seen = await people.read("rita", await forwarded(people))
    [href] = [file["href"] for step in seen["history"] for file in step["files"]]

    assert (await people.call("rita", "GET", href)).content == b"preuve"
    assert href.startswith(RECEIVED)
    assert "/desk/" not in json.dumps(seen)
    assert OWN in str(await people.read("anne", seen["reference"]))
