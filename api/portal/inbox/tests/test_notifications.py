"""Being told, and saying that one has read."""

from typing import Any, cast

import pytest
from httpx import AsyncClient

from api.core.db import Database
from api.portal.notifications import notify
from api.portal.tests.builders import PortalBuilder, bearer

URL = "/portal/v1/notifications"


@pytest.fixture
async def anne(client: AsyncClient, portal: PortalBuilder) -> list[int]:
    """Ids of Anne's two notifications, newest first; Marc has one as well."""
    people = [await portal.user(login) for login in ("anne", "marc")]
    database: Database = cast(Any, client).app.state.database
    async with database.new_session.begin() as session:
        for number, told in ((1, people), (2, people[:1])):
            ids = [user.id for user in told] * 2
            text = f"Nouvelle {number}."
            await notify(session, ids, kind="news", subject=f"invoice:{number}", text=text)
    page = (await client.get(URL, headers=bearer("anne"))).json()
    return [item["id"] for item in page["items"]]


async def _unread(client: AsyncClient, login: str) -> int:
    return (await client.get(URL, headers=bearer(login))).json()["unread"]


async def _mark(client: AsyncClient, login: str, ids: list[int] | None, key: str = "k") -> int:
    headers = bearer(login) | {"Idempotency-Key": key}
    answer = await client.post(f"{URL}/read", json={"ids": ids}, headers=headers)
    assert answer.status_code == 200
    return answer.json()["unread"]


async def test_each_reads_his_own_newest_first_and_once(
    client: AsyncClient, anne: list[int]
) -> None:
    page = (await client.get(URL, headers=bearer("anne"))).json()

    assert (page["total"], page["unread"]) == (2, 2)
    assert page["items"] == [
        {
            "id": anne[index],
            "at": "2026-11-24T10:00:00+01:00",
            "kind": "news",
            "subject": f"invoice:{number}",
            "text": f"Nouvelle {number}.",
            "read_at": None,
        }
        for index, number in enumerate((2, 1))
    ]


async def test_some_are_marked_read(client: AsyncClient, anne: list[int]) -> None:
    assert await _mark(client, "anne", anne[:1]) == 1

    page = (await client.get(URL, headers=bearer("anne"))).json()
    assert [item["read_at"] for item in page["items"]] == ["2026-11-24T10:00:00+01:00", None]


@pytest.mark.usefixtures("anne")
async def test_all_are_marked_read_and_nobody_elses(client: AsyncClient) -> None:
    assert await _mark(client, "anne", None) == 0
    assert await _unread(client, "marc") == 1


async def test_another_ones_notification_is_left_alone(
    client: AsyncClient, anne: list[int]
) -> None:
    await _mark(client, "marc", anne)

    assert await _unread(client, "anne") == 2


@pytest.mark.usefixtures("anne")
@pytest.mark.parametrize("ids", [[0], [-1], [2**31], ["x"], 5])
async def test_what_names_no_notification_is_refused(client: AsyncClient, ids: object) -> None:
    headers = bearer("anne") | {"Idempotency-Key": "k"}
    answer = await client.post(f"{URL}/read", json={"ids": ids}, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
