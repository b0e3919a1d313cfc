"""An agent's side of the desk, through the public contract."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

type Json = dict[str, Any]

BASE = "/desk/v1"
PASSWORD = "un-mot-de-passe-de-test"


class Post:
    """One browser: it keeps its own cookie."""

    def __init__(self, http: AsyncClient) -> None:
        self.http = http

    async def sign_in(self, login: str, password: str = PASSWORD, **more: str) -> Response:
        body = {"login": login, "password": password, **more}
        return await self.http.post(f"{BASE}/sessions", json=body)

    async def sign_out(self) -> Response:
        return await self.http.delete(f"{BASE}/sessions")

    async def get(self, path: str, **params: Any) -> Response:
        return await self.http.get(BASE + path, params=params)

    async def queue(self) -> Json:
        response = await self.get("/queue")
        assert response.status_code == 200, response.text
        return response.json()

    async def act(self, conversation_id: str, action: str, body: Json | None = None) -> Response:
        return await self.http.post(f"{BASE}/conversations/{conversation_id}/{action}", json=body)

    async def claim(self, conversation_id: str) -> Response:
        return await self.act(conversation_id, "claim")

    async def say(self, conversation_id: str, text: str, client_id: str = "") -> Response:
        body = {"client_id": client_id or str(uuid4()), "text": text}
        return await self.act(conversation_id, "messages", body)

    async def events(self, conversation_id: str, after: int = 0, wait: float = 0) -> Response:
        return await self.get(f"/conversations/{conversation_id}/events", after=after, wait=wait)


class Desk:
    """Opens browsers on the application under test."""

    def __init__(self, client: AsyncClient) -> None:
        self.app: FastAPI = client.app  # type: ignore[attr-defined]
        self._opened: list[AsyncClient] = []

    def browser(self, base_url: str = "http://test") -> Post:
        """Nobody signed in; over a real socket when `base_url` has a port."""
        real = base_url.startswith("http://127.")
        transport = None if real else ASGITransport(app=self.app)
        http = AsyncClient(transport=transport, base_url=base_url, timeout=60)
        self._opened.append(http)
        return Post(http)

    async def agent(self, login: str, base_url: str = "http://test") -> Post:
        post = self.browser(base_url)
        response = await post.sign_in(login)
        assert response.status_code == 200, response.text
        return post

    async def close(self) -> None:
        for http in self._opened:
            await http.aclose()


class Feed:
    """The frames of one `text/event-stream`, as they come."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines

    async def next(self, name: str) -> Json:
        """The data of the next frame of this name; others are passed over."""
        current = ""
        async for line in self._lines:
            if line.startswith("event: "):
                current = line.removeprefix("event: ")
            elif line.startswith("data: ") and current == name:
                return json.loads(line.removeprefix("data: "))
        raise AssertionError("the stream ended")

    async def comment(self) -> str:
        async for line in self._lines:
            if line.startswith(":"):
                return line
        raise AssertionError("the stream ended")

    async def rest(self) -> list[str]:
        """What comes until the server ends the stream."""
        return [line async for line in self._lines]


@asynccontextmanager
async def feed_of(post: Post) -> AsyncGenerator[Feed]:
    async with post.http.stream("GET", f"{BASE}/events", timeout=20) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Feed(response.aiter_lines())
