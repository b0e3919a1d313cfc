"""A suspended invoice completed with files joined to the conversation."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response

from api.core.settings import get_settings
from api.core.tokens import mint_on_behalf
from api.domain.invoice_status import InvoiceStatus as Status
from api.models.chat_attachment import ChatAttachment
from api.models.conversation import Conversation
from api.portal.tests.acting import Cast, read
from api.portal.tests.builders import FIRST_DAY

MINE, OTHERS = "a-conversation", "another-conversation"
PDF = b"%PDF-1.7 the order"


@pytest.fixture(autouse=True)
async def suspended(cast: Cast) -> None:
    await cast.invoice("F1", Status.SUSPENDED, reason="Pièce manquante")
    for each in (MINE, OTHERS):
        await cast.portal._save(  # pyright: ignore[reportPrivateUsage]
            Conversation(
                id=each,
                token_hash=each,
                created_at=FIRST_DAY,
                expires_at=FIRST_DAY + timedelta(days=1),
            )
        )


async def _join(
    cast: Cast, name: str, content: bytes | None = PDF, conversation: str = MINE, **columns: Any
) -> str:
    row: dict[str, Any] = {
        "id": str(uuid4()),
        "conversation_id": conversation,
        "name": name,
        "media_type": "application/pdf",
        "size": len(content or b""),
        "sha256": "0" * 64,
        "at": FIRST_DAY,
    } | columns
    await cast.portal._save(ChatAttachment(**row))  # pyright: ignore[reportPrivateUsage]
    if content is not None:
        folder = get_settings().data_dir / "attachments" / conversation
        folder.mkdir(parents=True, exist_ok=True)
        (folder / row["id"]).write_bytes(content)
    return row["id"]


async def _complete(
    client: AsyncClient, *ids: str, key: str = "key-j", login: str = "anne", **body: Any
) -> Response:
    headers = {
        "Authorization": f"Bearer {mint_on_behalf(login, MINE)}",
        "Idempotency-Key": key,
    }
    url = "/portal/v1/invoices/F1/complete"
    return await client.post(url, json={"attachment_ids": list(ids), **body}, headers=headers)


async def _files(client: AsyncClient) -> list[str]:
    history = (await read(client, "anne", "history")).json()
    return [file["name"] for file in history["attachments"]]


async def test_files_of_the_conversation_go_with_the_comment(
    client: AsyncClient, cast: Cast
) -> None:
    ids = [await _join(cast, "bon.pdf"), await _join(cast, "plan.pdf", PDF + b"!")]

    answer = await _complete(client, *ids, comment="Voici.")

    assert answer.json()["status"]["code"] == "COMPLETEE"
    assert await _files(client) == ["bon.pdf", "plan.pdf"]


async def test_files_alone_are_enough(client: AsyncClient, cast: Cast) -> None:
    assert (await _complete(client, await _join(cast, "bon.pdf"))).status_code == 200


async def test_the_same_key_sends_them_once(client: AsyncClient, cast: Cast) -> None:
    wanted = await _join(cast, "bon.pdf")

    answers = [await _complete(client, wanted) for _ in range(2)]

    assert answers[0].content == answers[1].content
    assert await _files(client) == ["bon.pdf"]


async def test_a_file_of_another_conversation_does_not_exist(
    client: AsyncClient, cast: Cast
) -> None:
    wanted = await _join(cast, "bon.pdf", conversation=OTHERS)

    answer = await _complete(client, wanted, comment="Voici.")

    assert (answer.status_code, answer.json()["code"]) == (404, "attachment_not_found")
    assert await _files(client) == []


async def test_a_file_that_is_gone_sends_nothing(client: AsyncClient, cast: Cast) -> None:
    answer = await _complete(client, await _join(cast, "bon.pdf", None), comment="Voici.")

    assert (answer.status_code, answer.json()["code"]) == (404, "attachment_not_found")


async def test_a_file_over_10_mb_is_refused(client: AsyncClient, cast: Cast) -> None:
    answer = await _complete(client, await _join(cast, "bon.pdf", size=10_000_001))

    assert (answer.status_code, answer.json()["code"]) == (413, "attachment_too_large")


async def test_whose_invoice_it_is_not_learns_nothing(client: AsyncClient, cast: Cast) -> None:
    answer = await _complete(client, await _join(cast, "bon.pdf"), login="stan")

    assert (answer.status_code, answer.json()["code"]) == (404, "invoice_not_found")


@pytest.mark.parametrize("ids", [[12], "bon", ["x"] * 101])
async def test_a_list_that_is_none_is_refused(client: AsyncClient, ids: Any) -> None:
    assert (await _complete(client, attachment_ids=ids)).status_code == 422


async def test_a_retry_is_answered_though_the_files_are_gone(
    client: AsyncClient, cast: Cast
) -> None:
    wanted = await _join(cast, "bon.pdf")
    first = await _complete(client, wanted)
    (get_settings().data_dir / "attachments" / MINE / wanted).unlink()

    again = await _complete(client, wanted)
    other = await _complete(client, wanted, comment="Autre chose.")

    assert (again.status_code, again.content) == (200, first.content)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
