"""A case is for those who may serve its user, and shows nothing that is not his."""

import pytest
from httpx import AsyncClient

from api.chat.tests.talk import Talk
from api.core.db import Database
from api.core.tokens import sign_identity
from api.desk.accounts import agents
from api.desk.accounts.agents import NewAgent
from api.desk.tests.case_builders import Case
from api.desk.tests.post import PASSWORD, Desk
from api.domain.agent_role import AgentRole
from api.domain.invoice_status import InvoiceStatus
from api.domain.rights import RattachementState, Space
from api.portal.tests.builders import PortalBuilder, bearer

PATH = "/conversations/{}/case"


@pytest.fixture
def portal(client: AsyncClient) -> PortalBuilder:
    return PortalBuilder(client)


@pytest.mark.parametrize("login", ["agent.1", "agent.2", "chef.1"])
async def test_whoever_could_take_it_reads_the_case_of_one_who_waits(
    desk: Desk, waiting: Talk, login: str
) -> None:
    post = await desk.agent(login)

    assert (await post.get(PATH.format(waiting.id))).status_code == 200


@pytest.mark.parametrize(("login", "status"), [("agent.2", 404), ("chef.1", 200)])
async def test_a_colleague_does_not_read_it_but_a_supervisor_does(
    client: AsyncClient, desk: Desk, login: str, status: int
) -> None:
    case = await Case.open(client, desk)
    other = await desk.agent(login)

    assert (await other.get(PATH.format(case.id))).status_code == status


@pytest.mark.parametrize(("login", "status"), [("agent.1", 404), ("chef.1", 200)])
async def test_with_the_assistant_only_supervisors_read_it(
    desk: Desk, talk: Talk, login: str, status: int
) -> None:
    post = await desk.agent(login)

    assert (await post.get(PATH.format(talk.id))).status_code == status


async def test_once_closed_it_is_no_more_the_agents(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    await case.post.act(case.id, "close")

    assert (await case.post.get(PATH.format(case.id))).status_code == 404


@pytest.mark.parametrize("unknown", ["00000000-0000-4000-8000-000000000000", "x", "%00", "a" * 300])
async def test_unknown_and_forbidden_look_alike(
    client: AsyncClient, desk: Desk, unknown: str
) -> None:
    case = await Case.open(client, desk)
    other = await desk.agent("agent.2")

    refused = await other.get(PATH.format(case.id))
    not_there = await other.get(PATH.format(unknown))

    assert not_there.status_code == 404
    assert not_there.json() == refused.json()


@pytest.mark.parametrize("role", [AgentRole.EDITOR, AgentRole.OPERATOR])
async def test_other_roles_see_no_conversation(
    desk: Desk, database: Database, waiting: Talk, role: AgentRole
) -> None:
    async with database.new_session.begin() as session:
        await agents.add(session, NewAgent("autre.1", "Sasha", role, PASSWORD))
    post = await desk.agent("autre.1")

    case = await post.get(PATH.format(waiting.id))
    replies = await post.get("/canned-replies", conversation=waiting.id)

    assert case.status_code == 403
    assert replies.status_code == (404 if role is AgentRole.EDITOR else 403)


async def test_without_a_session_nothing_is_read(desk: Desk, waiting: Talk) -> None:
    assert (await desk.browser().get(PATH.format(waiting.id))).status_code == 401


async def test_the_users_token_opens_nothing_of_the_desk(client: AsyncClient, desk: Desk) -> None:
    talk = await Talk.start(client)

    response = await client.get(f"/desk/v1{PATH.format(talk.id)}", headers=talk.headers)

    assert response.status_code == 401


async def test_invoices_of_others_are_not_shown(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    await portal.invoice("F-OURS-1", await portal.supplier("anne"))
    await portal.invoice("F-THEIRS-1", await portal.supplier("berthe"))
    case = await Case.open(client, desk, "anne")
    await case.talk.say("les factures F-OURS-1 et F-THEIRS-1")

    assert [item["number"] for item in (await case.read())["invoices"]] == ["F-OURS-1"]


async def test_without_the_space_no_invoice_is_shown(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    structure = await portal.structure("Atelier")
    await portal.user("anne", structure)
    await portal.invoice("F-1", structure)
    case = await Case.open(client, desk, "anne")
    await case.talk.say("la facture F-1")

    assert (await case.read())["invoices"] == []


@pytest.mark.parametrize("state", [RattachementState.PENDING, RattachementState.DISABLED])
async def test_a_rattachement_that_is_not_valid_shows_no_invoice(
    client: AsyncClient, desk: Desk, portal: PortalBuilder, state: RattachementState
) -> None:
    structure = await portal.structure("Atelier")
    await portal.user("anne", structure, Space.ISSUED_INVOICES, state=state)
    await portal.invoice("F-1", structure)
    case = await Case.open(client, desk, "anne")
    await case.talk.say("la facture F-1")

    assert (await case.read())["invoices"] == []


async def test_a_draft_of_the_supplier_is_hidden_from_its_recipient(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    town = await portal.structure("Mairie", public=True)
    await portal.user("mairie", town, Space.RECEIVED_INVOICES)
    await portal.invoice("F-1", await portal.supplier("anne"), town, status=InvoiceStatus.DRAFT)
    case = await Case.open(client, desk, "mairie")
    await case.talk.say("la facture F-1")

    assert (await case.read())["invoices"] == []


async def test_sollicitations_are_the_users_own(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    for login in ("anne", "berthe"):
        structure = await portal.supplier(login)
        body = {
            "category": "FACTURES_EMISES",
            "sub_category": "SUIVI_FACTURE",
            "structure_siret": structure.siret,
            "description": f"La demande de {login}.",
        }
        headers = bearer(login) | {"Idempotency-Key": "k"}
        filed = await client.post("/portal/v1/sollicitations", json=body, headers=headers)
        assert filed.status_code == 201
    case = await Case.open(client, desk, "anne")

    shown = [item["description"] for item in (await case.read())["sollicitations"]]

    assert shown == ["La demande de anne."]


async def test_conversations_of_others_are_not_told(client: AsyncClient, desk: Desk) -> None:
    await Talk.start(client, sign_identity("berthe", "Berthe"))
    await Talk.start(client)
    case = await Case.open(client, desk, "anne")

    assert (await case.read())["previous"] == []


async def test_an_anonymous_user_has_no_past(client: AsyncClient, desk: Desk) -> None:
    await Talk.start(client)
    before = await Case.open(client, desk)
    await before.post.act(before.id, "close")
    case = await Case.open(client, desk, agent="agent.2")

    assert (await case.read())["previous"] == []
