"""A user's side of a conversation, through the public contract."""

from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

from httpx import AsyncClient, Response

type Json = dict[str, Any]

BASE = "/chat/v1/conversations"


class Talk:
    """One conversation and its token."""

    def __init__(self, client: AsyncClient, conversation_id: str, token: str) -> None:
        self.client = client
        self.id = conversation_id
        self.url = f"{BASE}/{conversation_id}"
        self.headers = {"Authorization": f"Bearer {token}"}

    @classmethod
    async def start(cls, client: AsyncClient, identity: str | None = None) -> Self:
        body = {"identity": identity} if identity else {}
        response = await client.post(BASE, json=body)
        assert response.status_code == 201, response.text
        return cls(client, response.json()["id"], response.json()["token"])

    async def post(self, path: str, body: Json) -> Response:
        return await self.client.post(self.url + path, json=body, headers=self.headers)

    async def say(self, text: str) -> int:
        response = await self.post("/messages", {"client_id": str(uuid4()), "text": text})
        assert response.status_code == 202, response.text
        return response.json()["seq"]

    async def click(self, choice: Json) -> int:
        body = {"client_id": str(uuid4()), "choice": choice["id"]}
        response = await self.post("/messages", body)
        assert response.status_code == 202, response.text
        return response.json()["seq"]

    async def read(self, after: int = 0, wait: float = 0) -> Json:
        response = await self.client.get(
            f"{self.url}/events", params={"after": after, "wait": wait}, headers=self.headers
        )
        assert response.status_code == 200, response.text
        return response.json()

    async def events(self, after: int = 0) -> list[Json]:
        return (await self.read(after))["events"]

    async def until(self, wanted: Callable[[Json], bool], after: int = 0) -> list[Json]:
        """Events after `after`, read live up to the first wanted one."""
        seen: list[Json] = []
        for _ in range(100):
            page = await self.read(seen[-1]["seq"] if seen else after, wait=20)
            assert page["events"], "nothing came"
            for event in page["events"]:
                seen.append(event)
                if wanted(event):
                    return seen
        raise AssertionError("never came")

    async def answer_to(self, seq: int) -> list[Json]:
        """What followed a message, up to and with its turn_end."""
        return await self.until(lambda event: event.get("in_reply_to") == seq, after=seq)

    async def ask(self, text: str) -> list[Json]:
        return await self.answer_to(await self.say(text))


def kinds(events: list[Json]) -> list[str]:
    return [event["type"] for event in events]


def choice(event: Json, label: str) -> Json:
    return next(choice for choice in event["choices"] if choice["label"] == label)
