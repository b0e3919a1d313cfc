"""Canned replies: who writes them, who takes them, and what fills them."""

from typing import Any

import pytest
from httpx import AsyncClient, Response

from api.core.db import Database
from api.desk.accounts import agents
from api.desk.accounts.agents import NewAgent
from api.desk.canned.seed import seed_canned_replies
from api.desk.tests.case_builders import Case
from api.desk.tests.post import BASE, PASSWORD, Desk, Post
from api.domain.agent_role import AgentRole
from api.domain.rights import RattachementState, Role, Space
from api.models.user import Rattachement, SpaceSubscription
from api.portal.tests.builders import PortalBuilder

REPLY: dict[str, Any] = {
    "shortcut": "bonjour",
    "title": "Se présenter",
    "text": "Bonjour {nom}, je suis {agent}.",
    "theme": None,
}


@pytest.fixture
def portal(client: AsyncClient) -> PortalBuilder:
    return PortalBuilder(client)


async def write(post: Post, **changes: Any) -> Response:
    return await post.http.post(f"{BASE}/canned-replies", json=REPLY | changes)


async def replace(post: Post, reply_id: int, **changes: Any) -> Response:
    return await post.http.put(f"{BASE}/canned-replies/{reply_id}", json=REPLY | changes)


async def remove(post: Post, reply_id: int) -> Response:
    return await post.http.delete(f"{BASE}/canned-replies/{reply_id}")


async def listed(post: Post) -> list[dict[str, Any]]:
    return (await post.get("/canned-replies")).json()["items"]


async def filled(desk: Desk, case: Case, text: str) -> dict[str, Any]:
    await write(await desk.agent("chef.1"), text=text)
    return (await case.canned())["bonjour"]


async def test_a_supervisor_writes_and_agents_read(desk: Desk) -> None:
    written = await write(await desk.agent("chef.1"))

    assert written.status_code == 201
    assert await listed(await desk.agent("agent.1")) == [written.json()]
    assert written.json() == {"id": written.json()["id"], **REPLY, "missing": []}


async def test_an_editor_writes_too(desk: Desk, database: Database) -> None:
    async with database.new_session.begin() as session:
        await agents.add(session, NewAgent("plume.1", "Sasha", AgentRole.EDITOR, PASSWORD))
    post = await desk.agent("plume.1")

    assert (await write(post)).status_code == 201
    assert len(await listed(post)) == 1


async def test_an_agent_writes_none(desk: Desk) -> None:
    reply_id = (await write(await desk.agent("chef.1"))).json()["id"]
    post = await desk.agent("agent.1")

    answers = [
        await write(post, shortcut="x"),
        await replace(post, reply_id),
        await remove(post, reply_id),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


async def test_the_very_same_reply_again_is_written_once(desk: Desk) -> None:
    post = await desk.agent("chef.1")

    first, again = await write(post), await write(post)

    assert (again.status_code, again.json()) == (201, first.json())


async def test_a_shortcut_names_one_reply(desk: Desk) -> None:
    post = await desk.agent("chef.1")
    await write(post)

    refused = await write(post, text="Autre chose.")

    assert (refused.status_code, refused.json()["code"]) == (409, "shortcut_taken")


async def test_a_reply_is_written_over(desk: Desk) -> None:
    post = await desk.agent("chef.1")
    reply_id = (await write(post)).json()["id"]

    replaced = await replace(post, reply_id, text="Bonsoir {nom}.", theme="tracking")

    assert replaced.json()["text"] == "Bonsoir {nom}."
    assert await listed(post) == [replaced.json()]


async def test_a_reply_keeps_off_the_shortcuts_of_others(desk: Desk) -> None:
    post = await desk.agent("chef.1")
    await write(post)
    reply_id = (await write(post, shortcut="fin")).json()["id"]

    refused = await replace(post, reply_id, shortcut="bonjour")

    assert (refused.status_code, refused.json()["code"]) == (409, "shortcut_taken")


async def test_a_reply_is_removed_however_often(desk: Desk) -> None:
    post = await desk.agent("chef.1")
    reply_id = (await write(post)).json()["id"]

    statuses = [(await remove(post, reply_id)).status_code for _ in range(2)]

    assert statuses == [204, 204]
    assert await listed(post) == []


async def test_one_that_is_no_more_is_not_written_over(desk: Desk) -> None:
    refused = await replace(await desk.agent("chef.1"), 999)

    assert (refused.status_code, refused.json()["code"]) == (404, "canned_reply_not_found")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"shortcut": "é"}, "invalid_canned_reply"),
        ({"shortcut": "a" * 33}, "invalid_canned_reply"),
        ({"title": " "}, "invalid_canned_reply"),
        ({"title": "x" * 121}, "invalid_canned_reply"),
        ({"text": "\u200b"}, "invalid_canned_reply"),
        ({"text": "x" * 4001}, "invalid_canned_reply"),
        ({"theme": "cuisine"}, "invalid_canned_reply"),
        ({"text": "Bonjour {prenom}"}, "unknown_variable"),
    ],
)
async def test_what_cannot_be_taken_is_refused(
    desk: Desk, wrong: dict[str, Any], code: str
) -> None:
    refused = await write(await desk.agent("chef.1"), **wrong)

    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_variables_are_filled_with_what_is_known(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier("anne")
    await portal.invoice("F-1", supplier)
    case = await Case.open(client, desk, "anne")
    await case.talk.say("et ma F-1 ?")

    reply = await filled(desk, case, "{nom}, {agent}, {facture}, {structure}")

    assert reply["text"] == "Anne, Camille, F-1, Entreprise de anne"
    assert reply["missing"] == []


async def test_the_reference_is_that_of_the_sollicitation_shown_here(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier("anne")
    case = await Case.open(client, desk, "anne")
    body = {
        "category": "FACTURES_EMISES",
        "sub_category": "SUIVI_FACTURE",
        "structure_siret": supplier.siret,
        "description": "La facture attend depuis deux mois.",
    }
    reference = (await case.file(body)).json()["reference"]

    assert (await filled(desk, case, "Voyez {reference}."))["text"] == f"Voyez {reference}."


async def test_for_an_anonymous_user_only_the_agent_is_known(
    client: AsyncClient, desk: Desk
) -> None:
    case = await Case.open(client, desk)

    reply = await filled(desk, case, "Bonjour {nom}, {agent} : {facture} {structure} {reference}")

    assert reply["text"] == "Bonjour, Camille : {facture} {structure} {reference}"
    assert reply["missing"] == ["facture", "structure", "reference"]


async def test_between_two_structures_none_is_chosen(
    client: AsyncClient, desk: Desk, portal: PortalBuilder, database: Database
) -> None:
    await _two_structures(portal, database)
    case = await Case.open(client, desk, "anne")

    assert (await filled(desk, case, "{structure}"))["missing"] == ["structure"]


async def test_the_invoice_spoken_of_tells_the_structure(
    client: AsyncClient, desk: Desk, portal: PortalBuilder, database: Database
) -> None:
    await _two_structures(portal, database)
    case = await Case.open(client, desk, "anne")
    await case.talk.say("la facture F-2")

    assert (await filled(desk, case, "{structure}"))["text"] == "Second"


async def test_the_conversations_of_others_fill_nothing(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    other = await desk.agent("agent.2")

    refused = await other.get("/canned-replies", conversation=case.id)

    assert (refused.status_code, refused.json()["code"]) == (404, "conversation_not_found")


async def test_the_demonstration_brings_replies_once(desk: Desk, database: Database) -> None:
    added: list[int] = []
    for _ in range(2):
        async with database.new_session.begin() as session:
            added.append(await seed_canned_replies(session))

    assert added == [len(await listed(await desk.agent("agent.1"))), 0]


async def test_those_of_the_demonstration_could_be_written_by_hand(
    desk: Desk, database: Database
) -> None:
    async with database.new_session.begin() as session:
        await seed_canned_replies(session)
    post = await desk.agent("chef.1")

    for reply in await listed(post):
        kept = {key: reply[key] for key in ("shortcut", "title", "text", "theme")}
        assert (await replace(post, reply["id"], **kept)).status_code == 200


async def _two_structures(portal: PortalBuilder, database: Database) -> None:
    """Anne is of both; F-2 is the second one's."""
    first, second = await portal.structure("Premier"), await portal.structure("Second")
    user = await portal.user("anne", first, Space.ISSUED_INVOICES)
    spaces = [SpaceSubscription(space=Space.ISSUED_INVOICES)]
    async with database.new_session.begin() as session:
        session.add(
            Rattachement(
                user_id=user.id,
                structure_id=second.id,
                role=Role.SIMPLE_USER,
                state=RattachementState.VALIDATED,
                subscriptions=spaces,
            )
        )
    await portal.invoice("F-2", second)
