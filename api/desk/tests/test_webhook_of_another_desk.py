from httpx import AsyncClient

from api.desk.port.tests.chatwoot_server import signature


async def test_chatwoot_is_unknown_while_the_desk_is_ours(client: AsyncClient) -> None:
    body = b'{"event": "message_created"}'

    unknown = await client.post("/desk/v1/chatwoot/webhook", content=body, headers=signature(body))

    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
