"""Sollicitations of the demonstration: one to take, one answered, one that waits for its author."""

from typing import Any, cast

import pytest
from httpx import AsyncClient

from api.demo.loader import load_demonstration
from api.portal.tests.builders import bearer


@pytest.fixture
async def loaded(client: AsyncClient) -> AsyncClient:
    database = cast(Any, client).app.state.database
    async with database.new_session.begin() as session:
        await load_demonstration(session)
    return client


async def states(client: AsyncClient, login: str, path: str) -> list[str]:
    answer = await client.get(f"/portal/v1/{path}", headers=bearer(login))
    return [item["status"]["code"] for item in answer.json()["items"]]


async def test_the_town_has_one_to_take(loaded: AsyncClient) -> None:
    assert await states(loaded, "mairie.atd", "received-sollicitations?view=to_take") == ["SOUMISE"]


async def test_authors_have_answers_to_read(loaded: AsyncClient) -> None:
    assert await states(loaded, "manuela.martin", "sollicitations") == ["REPONDUE", "SOUMISE"]
    assert await states(loaded, "laurent.bonhomme", "sollicitations") == ["DEMANDE_COMPLEMENT"]
