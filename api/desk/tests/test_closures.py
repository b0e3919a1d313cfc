from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response

from api.chat.tests.talk import Talk
from api.core.settings import get_settings
from api.desk.tests.post import BASE, Desk, Post

# The clock of the tests: Tuesday 24 November 2026, ten o'clock in Paris.
TODAY = {
    "starts_at": "2026-11-24T09:00",
    "ends_at": "2026-11-24T14:00",
    "label": "Formation de l’équipe",
}


async def close(post: Post, key: str = "", **changed: Any) -> Response:
    headers = {"Idempotency-Key": key or str(uuid4())}
    return await post.http.post(f"{BASE}/closures", json={**TODAY, **changed}, headers=headers)


@pytest.fixture
async def chief(desk: Desk) -> Post:
    return await desk.agent("chef.1")


async def hours(client: AsyncClient) -> Any:
    return (await client.get("/chat/v1/hours")).json()


async def test_desk_is_closed_meanwhile_and_opens_at_its_end(
    chief: Post, client: AsyncClient
) -> None:
    before = await hours(client)

    await close(chief)

    during = await hours(client)
    assert (before["open"], during["open"]) == (True, False)
    assert during["next_opening"] == "2026-11-24T14:00:00+01:00"
    assert "retour le mardi 24 novembre à 14 h" in during["text"]


async def test_nobody_is_queued_while_it_is_closed(chief: Post, client: AsyncClient) -> None:
    await close(chief)
    talk = await Talk.start(client)

    message, _ = await talk.ask("contacter un agent")

    assert "14 h" in message["text"]
    assert (await chief.queue())["waiting"] == []


async def test_closure_removed_opens_the_desk_again(chief: Post, client: AsyncClient) -> None:
    made = (await close(chief)).json()

    for _ in range(2):
        gone = await chief.http.delete(f"{BASE}/closures/{made['id']}")
        assert gone.status_code == 204

    assert (await hours(client))["open"] is True


async def test_same_key_closes_once(chief: Post) -> None:
    first, second = await close(chief, "k"), await close(chief, "k")

    listed = (await chief.get("/closures")).json()
    assert first.json() == second.json()
    assert listed == {"items": [first.json()], "total": 1}


async def test_key_of_another_closure_is_refused(chief: Post) -> None:
    await close(chief, "k")

    assert (await close(chief, "k", label="Autre")).json()["code"] == "idempotency_key_reused"


async def test_closure_that_is_over_is_listed_no_more(chief: Post) -> None:
    await close(chief)
    get_settings().clock = datetime.fromisoformat("2026-11-24T15:00:00+01:00")

    assert (await chief.get("/closures")).json()["items"] == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ends_at": "2026-11-24T09:00"}, "invalid_closure"),
        ({"starts_at": "2026-11-20T09:00", "ends_at": "2026-11-21T09:00"}, "invalid_closure"),
        ({"ends_at": "2028-11-24T09:00"}, "invalid_closure"),
        ({"label": "\u200b"}, "invalid_closure_label"),
    ],
)
async def test_closure_out_of_contract_is_refused(
    chief: Post, changed: dict[str, str], code: str
) -> None:
    refused = await close(chief, **changed)

    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_closure_needs_a_key(chief: Post) -> None:
    assert (await chief.http.post(f"{BASE}/closures", json=TODAY)).status_code == 422


async def test_agents_set_no_closure(desk: Desk) -> None:
    post = await desk.agent("agent.1")

    assert (await close(post)).status_code == 403
