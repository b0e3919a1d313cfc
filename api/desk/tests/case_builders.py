"""A conversation whose user the portal knows, in the hands of an agent."""

import json
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from httpx import AsyncClient, Response

from api.chat.tests.talk import Talk
from api.core.tokens import sign_identity
from api.desk.tests.post import BASE, Desk, Post

type Json = dict[str, Any]

PDF = b"%PDF-1.7\n" + b"x" * 2000
SOURCE = {"title": "Guide", "url": None, "date": None}


class Case:
    """What the agent of a conversation sees and does, through the public contract."""

    def __init__(self, talk: Talk, post: Post) -> None:
        self.talk, self.post, self.id = talk, post, talk.id

    @classmethod
    async def open(
        cls, client: AsyncClient, desk: Desk, login: str | None = None, agent: str = "agent.1"
    ) -> Self:
        """`login` None is an anonymous user."""
        talk = await Talk.start(client, sign_identity(login, login) if login else None)
        await talk.say("contacter un agent")
        post = await desk.agent(agent)
        assert (await post.claim(talk.id)).status_code == 200
        return cls(talk, post)

    def url(self, path: str) -> str:
        return f"{BASE}/conversations/{self.id}/{path}"

    async def read(self) -> Json:
        response = await self.post.get(f"/conversations/{self.id}/case")
        assert response.status_code == 200, response.text
        return response.json()

    async def note(self, text: str, client_id: str = "") -> Response:
        body = {"client_id": client_id or str(uuid4()), "text": text}
        return await self.post.act(self.id, "notes", body)

    async def attach(self, name: str = "guide.pdf", content: bytes = PDF) -> Response:
        return await self.post.http.post(self.url("attachments"), files={"file": (name, content)})

    async def file(self, body: Json, key: str = "k1") -> Response:
        headers = {"Idempotency-Key": key} if key else {}
        return await self.post.http.post(self.url("sollicitations"), json=body, headers=headers)

    async def canned(self) -> dict[str, Json]:
        response = await self.post.get("/canned-replies", conversation=self.id)
        assert response.status_code == 200, response.text
        return {item["shortcut"]: item for item in response.json()["items"]}


def write_bundle(folder: Path, **titles: str) -> Path:
    """A knowledge bundle whose entries answer « Réponse : » and their title."""
    entries = {
        f"tracking/{slug}": {
            "intent": f"faq_{slug}",
            "ref": None,
            "title": title,
            "theme": "tracking",
            "text": f"Réponse : {title}",
            "content": [],
            "sources": [SOURCE],
            "reviewed_on": "2026-11-21",
            "follow_ups": [],
            "variants": [
                {
                    "audience": ["fournisseur"],
                    "profile": [],
                    "text": f"Pour un fournisseur : {title}",
                    "content": [],
                }
            ],
        }
        for slug, title in titles.items()
    }
    intents = {entry["intent"]: key for key, entry in entries.items()}
    path = folder / "knowledge.json"
    bundle = {"version": "test", "entries": entries, "intents": intents}
    path.write_text(json.dumps(bundle), encoding="utf-8")
    return path
