"""Every door by which a file comes in asks the antivirus, before anything is written."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from httpx import AsyncClient, Response

from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.settings import get_settings
from api.core.tests.clamd import HARMFUL, Clamd, running_clamd
from api.core.tokens import mint_on_behalf
from api.desk.accounts.seed import PASSWORD_VARIABLE, seed_agents
from api.desk.tests.case_builders import Case
from api.desk.tests.post import PASSWORD, Desk
from api.domain.invoice_status import InvoiceStatus
from api.portal.tests.acting import cast_of
from api.portal.tests.builders import PortalBuilder, bearer

PDF = b"%PDF-1.7\n" + b"x" * 2000
type Send = Callable[[bytes], Awaitable[Response]]


@pytest.fixture
async def clamd(settings_env: pytest.MonkeyPatch) -> AsyncIterator[Clamd]:
    settings_env.setenv(PASSWORD_VARIABLE, PASSWORD)
    settings_env.setenv("CHORALE_BOT_URL", "http://127.0.0.1:8199")
    async with running_clamd(settings_env) as server:
        yield server


async def _to_the_chat(client: AsyncClient) -> Send:
    talk = await Talk.start(client)
    url, headers = f"/chat/v1/conversations/{talk.id}/attachments", talk.headers
    return lambda content: client.post(url, headers=headers, files={"file": ("a.pdf", content)})


async def _to_the_desk(client: AsyncClient) -> Send:
    async with database_of(client).new_session.begin() as session:
        await seed_agents(session)
    case = await Case.open(client, Desk(client))
    return lambda content: case.attach("a.pdf", content)


async def _with_an_invoice(client: AsyncClient) -> Send:
    cast = await cast_of(PortalBuilder(client))
    await cast.invoice("F1", InvoiceStatus.SUSPENDED, reason="Pièce manquante")
    headers = {**bearer("anne"), "Idempotency-Key": "k1"}
    url = "/portal/v1/invoices/F1/complete"
    return lambda content: client.post(
        url, headers=headers, data={"comment": "Voici."}, files={"attachments": ("a.pdf", content)}
    )


async def _to_be_checked(client: AsyncClient) -> Send:
    await PortalBuilder(client).supplier("anne")
    headers = {"Authorization": f"Bearer {mint_on_behalf('anne', 'a-conversation')}"}
    url = "/portal/v1/invoice-checks"
    return lambda content: client.post(url, headers=headers, files={"file": ("a.pdf", content)})


async def _in_a_flow(client: AsyncClient) -> Send:
    await PortalBuilder(client).supplier("anne")
    headers = {**bearer("anne"), "Idempotency-Key": "k1"}
    url = "/portal/v1/flows"
    return lambda content: client.post(url, headers=headers, files={"file": ("a.pdf", content)})


DOORS = [_to_the_chat, _to_the_desk, _with_an_invoice, _to_be_checked, _in_a_flow]


def _stored() -> list[Path]:
    folder = get_settings().data_dir
    return [path for path in folder.rglob("*") if path.is_file() and PDF in path.read_bytes()]


@pytest.mark.parametrize("door", DOORS)
async def test_an_infected_file_does_not_come_in(
    clamd: Clamd, client: AsyncClient, door: Callable[[AsyncClient], Awaitable[Send]]
) -> None:
    send = await door(client)

    answer = await send(PDF + HARMFUL)

    assert (answer.status_code, answer.json()["code"]) == (422, "infected_file")
    assert _stored() == []


@pytest.mark.parametrize("door", DOORS)
async def test_no_file_comes_in_while_the_antivirus_is_away(
    clamd: Clamd, client: AsyncClient, door: Callable[[AsyncClient], Awaitable[Send]]
) -> None:
    send = await door(client)
    await clamd.stop()

    answer = await send(PDF)

    assert (answer.status_code, answer.json()["code"]) == (503, "antivirus_unavailable")
    assert _stored() == []


@pytest.mark.parametrize("door", DOORS)
async def test_a_clean_file_comes_in_as_it_was_sent(
    clamd: Clamd, client: AsyncClient, door: Callable[[AsyncClient], Awaitable[Send]]
) -> None:
    send = await door(client)

    answer = await send(PDF)

    assert answer.is_success
    assert clamd.examined == [PDF]
