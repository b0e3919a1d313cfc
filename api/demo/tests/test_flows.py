"""The demonstration's flows, as manuela.martin reads them."""

from typing import Any, cast

import pytest
from httpx import AsyncClient

from api.demo.data.flows import INTEGRATED_FLOW, PARTLY_INTEGRATED_FLOW
from api.demo.loader import load_demonstration
from api.portal.tests.builders import bearer


@pytest.fixture
async def loaded(client: AsyncClient) -> AsyncClient:
    database = cast(Any, client).app.state.database
    async with database.new_session.begin() as session:
        await load_demonstration(session)
    return client


async def test_one_flow_is_integrated_and_one_in_part(loaded: AsyncClient) -> None:
    flows = (await loaded.get("/portal/v1/flows", headers=bearer("manuela.martin"))).json()

    assert [(item["number"], item["state"]["code"]) for item in flows["items"]] == [
        (INTEGRATED_FLOW, "IN_INTEGRE"),
        (PARTLY_INTEGRATED_FLOW, "IN_INTEGRE_PARTIEL"),
    ]


async def test_the_partial_one_reports_the_known_errors(loaded: AsyncClient) -> None:
    address = f"/portal/v1/flows/{PARTLY_INTEGRATED_FLOW}"
    report = (await loaded.get(address, headers=bearer("manuela.martin"))).json()

    assert [[error["code"] for error in line["errors"]] for line in report["lines"]["items"]] == [
        [],
        ["service_missing"],
        ["engagement_missing"],
        ["payment_means_missing"],
        ["duplicate_number"],
    ]


async def test_nobody_else_sees_them(loaded: AsyncClient) -> None:
    for login in ("pierre.dubois", "laurent.bonhomme", "mairie.atd"):
        listed = await loaded.get("/portal/v1/flows", headers=bearer(login))

        assert listed.json() == {"items": [], "total": 0}
