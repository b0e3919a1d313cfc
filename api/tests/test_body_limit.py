"""How much anybody may make us read."""

from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient

from api.core.body_limit import MAX_BODY

CHUNK = b" " * 100_000
JSON = {"Content-Type": "application/json"}


class Sent:
    """A body that has no end, nor announces one."""

    def __init__(self) -> None:
        self.count = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.count < 100 * MAX_BODY:
            self.count += len(CHUNK)
            yield CHUNK


async def test_announced_body_is_refused_unread(client: AsyncClient) -> None:
    refused = await client.post("/desk/v1/sessions", content=b" " * (MAX_BODY + 1), headers=JSON)

    assert refused.status_code == 413
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "body_too_large"
    assert refused.json()["detail"] == "La requête est trop volumineuse."


@pytest.mark.parametrize(
    "path", ["/desk/v1/sessions", "/chat/v1/conversations", "/portal/v1/sollicitations"]
)
async def test_body_without_a_length_is_cut(client: AsyncClient, path: str) -> None:
    sent = Sent()

    refused = await client.post(path, content=aiter(sent), headers=JSON)

    assert (refused.status_code, refused.json()["code"]) == (413, "body_too_large")
    assert sent.count <= MAX_BODY + len(CHUNK)


async def test_body_at_the_limit_is_read(client: AsyncClient) -> None:
    body = b"{}" + b" " * (MAX_BODY - 2)

    opened = await client.post("/chat/v1/conversations", content=body, headers=JSON)

    assert opened.status_code == 201


@pytest.mark.parametrize(
    "path",
    [
        "/chat/v1/conversations/00000000-0000-4000-8000-000000000000/attachments",
        "/desk/v1/conversations/00000000-0000-4000-8000-000000000000/attachments",
        "/portal/v1/flows",
        "/portal/v1/invoice-checks",
        "/portal/v1/invoices/F1/complete",
    ],
)
async def test_route_that_reads_files_knows_its_caller_first(
    client: AsyncClient, path: str
) -> None:
    sent = Sent()
    form = {"Content-Type": "multipart/form-data; boundary=b", "Idempotency-Key": "k1"}

    refused = await client.post(path, content=aiter(sent), headers=form)

    assert refused.status_code in {401, 403, 404}
    assert sent.count == 0


async def test_file_over_the_limit_of_bodies_is_joined(client: AsyncClient) -> None:
    opened = (await client.post("/chat/v1/conversations")).json()
    file = b"%PDF-1.7" + b" " * (2 * MAX_BODY)

    joined = await client.post(
        f"/chat/v1/conversations/{opened['id']}/attachments",
        files={"file": ("a.pdf", file)},
        headers={"Authorization": f"Bearer {opened['token']}"},
    )

    assert joined.status_code == 201


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
async def test_pages_with_scripts_from_elsewhere_do_not_exist(
    client: AsyncClient, path: str
) -> None:
    assert (await client.get(path)).status_code == 404
