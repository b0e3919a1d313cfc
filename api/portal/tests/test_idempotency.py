"""A write is done once per key, whoever retries it and however."""

import asyncio

import pytest
from httpx import AsyncClient

from api.domain.invoice_status import InvoiceStatus as Status
from api.portal.tests.acting import Cast, post, read
from api.portal.tests.builders import bearer

DONE = {"status": "SERVICE_FAIT"}


async def _steps(client: AsyncClient) -> list[str]:
    history = (await read(client, "anne", "history")).json()
    return [step["code"] for step in history["steps"]]


async def test_a_retry_gets_the_same_answer_and_does_nothing(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.AVAILABLE, amount_cents=507_05)

    first = await post(client, "rita", "status", DONE, key="k")
    await post(client, "rita", "status", {"status": "MANDATEE"})
    again = await post(client, "rita", "status", DONE, key="k")

    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert await _steps(client) == ["SERVICE_FAIT", "MANDATEE"]


async def test_ten_retries_at_once_write_once(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    answers = await asyncio.gather(
        *(post(client, "rita", "status", DONE, key="k") for _ in range(10))
    )

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert await _steps(client) == ["SERVICE_FAIT"]


async def test_a_key_serves_one_body(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.AVAILABLE)
    await post(client, "rita", "status", DONE, key="k")

    answer = await post(client, "rita", "status", {"status": "MANDATEE"}, key="k")

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")


async def test_a_key_serves_one_invoice(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.AVAILABLE)
    await cast.invoice("F2", Status.AVAILABLE)
    await post(client, "rita", "status", DONE, key="k")

    answer = await post(client, "rita", "status", DONE, key="k", number="F2")

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")


async def test_a_key_serves_one_operation(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.REJECTED)
    await post(client, "anne", "acknowledge", key="k")

    answer = await post(client, "anne", "treat-rejection", key="k")

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")


async def test_two_users_may_choose_the_same_key(client: AsyncClient, cast: Cast) -> None:
    await cast.to_validate("F1", second=True)

    first = await post(client, "vera", "validate", key="k")
    second = await post(client, "vito", "validate", key="k")

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["status"]["code"] != second.json()["status"]["code"]


async def test_a_refused_write_may_be_tried_again_with_its_key(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.TO_RECYCLE)
    refused = await post(client, "anne", "recycle", {"service_code": "XX"}, key="k")

    right = {"service_code": "DC", "engagement": "E1"}
    answer = await post(client, "anne", "recycle", right, key="k")

    assert (refused.status_code, answer.status_code) == (422, 200)


@pytest.mark.parametrize("key", [None, "", "deux mots", "x" * 129])
@pytest.mark.parametrize("action", ["recycle", "complete"])
async def test_a_key_is_required(
    client: AsyncClient, cast: Cast, action: str, key: str | None
) -> None:
    await cast.invoice("F1", Status.TO_RECYCLE)
    headers = bearer("anne") | ({} if key is None else {"Idempotency-Key": key})

    answer = await client.post(f"/portal/v1/invoices/F1/{action}", json={}, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_required")
