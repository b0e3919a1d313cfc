"""What waits for laurent.bonhomme and for manuela.martin, from the day of the load."""

from typing import Any, cast

import pytest
from httpx import AsyncClient

from api.core.settings import get_settings
from api.demo.data.waiting import CO_CONTRACTED, SUBCONTRACTED
from api.demo.loader import load_demonstration
from api.portal.tests.builders import bearer

ACCORDS = (SUBCONTRACTED, CO_CONTRACTED)


@pytest.fixture
async def loaded(client: AsyncClient) -> AsyncClient:
    database = cast(Any, client).app.state.database
    async with database.new_session.begin() as session:
        await load_demonstration(session)
    return client


async def _get(client: AsyncClient, path: str, login: str) -> dict[str, Any]:
    answer = await client.get(f"/portal/v1{path}", headers=bearer(login))
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("number", ACCORDS)
async def test_an_accord_waits_for_the_titulaire(loaded: AsyncClient, number: str) -> None:
    invoice = await _get(loaded, f"/invoices/{number}", "laurent.bonhomme")

    assert invoice["status"]["code"] == "A_VALIDER_1"
    assert invoice["status"]["since"].startswith("2026-11-24")


async def test_the_titulaire_gives_it(loaded: AsyncClient) -> None:
    headers = bearer("laurent.bonhomme") | {"Idempotency-Key": "an-accord-of-the-demonstration"}

    answer = await loaded.post(
        f"/portal/v1/invoices/{SUBCONTRACTED}/validate", json={}, headers=headers
    )

    assert answer.status_code == 200, answer.text
    codes = await _codes(loaded, SUBCONTRACTED)
    assert codes[1:3] == ["A_VALIDER_1", "VALIDEE_1"]
    assert codes[-1] == "MISE_A_DISPOSITION"


async def test_his_silence_gives_it(loaded: AsyncClient, settings_env: pytest.MonkeyPatch) -> None:
    settings_env.setenv("CHORALE_CLOCK", "2026-12-10T10:00:00+01:00")
    get_settings.cache_clear()

    assert (await _codes(loaded, SUBCONTRACTED))[-1] == "MISE_A_DISPOSITION"


async def _codes(client: AsyncClient, number: str) -> list[str]:
    invoice = await _get(client, f"/invoices/{number}", "laurent.bonhomme")
    return [step["code"] for step in invoice["history"]]


async def test_two_requests_wait_for_the_principal_manager(loaded: AsyncClient) -> None:
    page = await _get(loaded, "/requests", "manuela.martin")

    assert {
        (item["requester"]["name"], item["kind"]["code"], item["can_decide"])
        for item in page["items"]
    } == {("Camille Robert", "RATTACHEMENT", True), ("Inès Moreau", "ESPACE", True)}


async def test_those_who_ask_cannot_be_impersonated(loaded: AsyncClient) -> None:
    answer = await loaded.post("/demo/v1/identities", json={"login": "camille.robert"})

    assert answer.status_code == 404
