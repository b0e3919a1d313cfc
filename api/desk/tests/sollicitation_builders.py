"""Sollicitations as their authors filed them, and what agents do with them."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from httpx import AsyncClient, Response

from api.core.db import Database
from api.desk.tests.post import BASE, Post
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver
from api.domain.sollicitations import SollicitationStatus as Status
from api.models.sollicitation import Sollicitation, SollicitationStep
from api.portal.sollicitations.acting import Actor, Wanted, perform

type Json = dict[str, Any]

# The tests' clock stands on 24 November 2026, 10 h 00 in Paris.
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + b"x" * 2000


class Inbox:
    """Fills the inbox of the application under test."""

    def __init__(self, client: AsyncClient) -> None:
        self._database: Database = client.app.state.database  # type: ignore[attr-defined]
        self._numbers = count(1)

    async def filed(self, title: str = "Mot de passe", **columns: Any) -> str:
        """A new one, to the support unless said otherwise; its reference."""
        number = next(self._numbers)
        filed_at = NOW - timedelta(days=1, minutes=-number)
        given: Json = {
            "reference": f"SOL-2026-{number:06d}",
            "author_name": "Anne Martin",
            "category": "COMPTE_CONNEXION",
            "sub_category": "CONNEXION_IMPOSSIBLE",
            "receiver": Receiver.SUPPORT,
            "status": Status.SUBMITTED,
            "title": title,
            "description": f"{title} : je n’y arrive pas depuis hier.",
            "created_at": filed_at,
            "submitted_at": filed_at,
            "updated_at": filed_at,
            "due_at": NOW + timedelta(days=2),
            "idempotency_key": str(uuid4()),
            "body_hash": "",
        }
        async with self._database.new_session.begin() as session:
            row = Sollicitation(**given | columns)
            session.add(row)
            await session.flush()
            if row.status is not Status.DRAFT:
                session.add(_submission(row, filed_at))
            return row.reference

    async def by_author(self, reference: str, act: Act, text: str | None = None) -> None:
        await self._act(reference, act, text, Actor(Party.AUTHOR, "Anne Martin", "anne"))

    async def by_receiver(self, reference: str, act: Act, text: str | None = None) -> None:
        """By a user of the public client."""
        treats = Receiver.PUBLIC_CLIENT
        mairie = Actor(Party.RECEIVER, "Mairie", "mairie.atd", treats=treats)
        await self._act(reference, act, text, mairie)

    async def _act(self, reference: str, act: Act, text: str | None, actor: Actor) -> None:
        async with self._database.new_session.begin() as session:
            row = await session.get_one(Sollicitation, int(reference.rpartition("-")[2]))
            await perform(session, row.id, Wanted(act, text), actor)


def _submission(row: Sollicitation, at: datetime) -> SollicitationStep:
    return SollicitationStep(
        sollicitation_id=row.id,
        at=at,
        act=Act.SUBMIT,
        party=Party.AUTHOR,
        author_name=row.author_name,
        status=Status.SUBMITTED,
    )


class Receiving:
    """What one agent does by the public contract."""

    def __init__(self, post: Post) -> None:
        self.post = post

    async def listed(self, view: str = "open", **asked: Any) -> Json:
        answer = await self.post.get("/sollicitations", view=view, **asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def titles(self, view: str = "open", **asked: Any) -> list[str]:
        return [item["title"] for item in (await self.listed(view, **asked))["items"]]

    async def read(self, reference: str) -> Json:
        answer = await self.post.get(f"/sollicitations/{reference}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def act(self, reference: str, act: str, key: str = "", **body: Any) -> Response:
        return await self.post.http.post(
            f"{BASE}/sollicitations/{reference}/acts",
            json={"act": act, **body},
            headers={"Idempotency-Key": key or str(uuid4())},
        )

    async def done(self, reference: str, act: str, **body: Any) -> Json:
        answer = await self.act(reference, act, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def join(self, reference: str, name: str = "guide.pdf", content: bytes = PDF) -> Response:
        path = f"{BASE}/sollicitations/{reference}/files"
        return await self.post.http.post(path, files={"file": (name, content)})
