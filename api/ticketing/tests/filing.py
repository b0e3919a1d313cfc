"""Sollicitations that live their life, by the very acts of the portal and the desk."""

from io import BytesIO
from itertools import count

from sqlalchemy import select

from api.core.clock import now
from api.core.db import Database
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver, SollicitationStatus
from api.models.sollicitation import Sollicitation
from api.models.structure import Structure
from api.portal.sollicitations import file_store, pending_files
from api.portal.sollicitations.acting import Actor, Wanted, perform

AUTHOR = Actor(Party.AUTHOR, "Dominique Usager", "dominique.usager")
AGENT = Actor(Party.RECEIVER, "Agnès Agente", "agent.1", treats=Receiver.SUPPORT)
CLERK = Actor(Party.RECEIVER, "Claude Commune", "claude", treats=Receiver.PUBLIC_CLIENT)


class Filing:
    """`file` gives its id; `act` adds a step."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers = count(123)

    async def file(
        self,
        description: str = "Ma facture n’avance plus.",
        *,
        title: str = "",
        files: dict[str, bytes] | None = None,
        structure: Structure | None = None,
        receiver: Receiver = Receiver.SUPPORT,
    ) -> int:
        number = next(self._numbers)
        async with self._database.new_session.begin() as session:
            draft = Sollicitation(
                reference=f"SOL-2026-{number:06d}",
                author_name=AUTHOR.name,
                email="dominique@exemple.fr",
                structure_id=structure.id if structure else None,
                category="FACTURES_EMISES",
                sub_category="SUIVI_FACTURE",
                receiver=receiver,
                status=SollicitationStatus.DRAFT,
                title=title,
                description=description,
                invoice_number="F-2026-7",
                created_at=now(),
                idempotency_key=str(number),
                body_hash="",
            )
            session.add(draft)
        await self.act(draft.id, Act.SUBMIT, files=files)
        return draft.id

    async def act(
        self,
        sollicitation_id: int,
        act: Act,
        text: str | None = None,
        *,
        by: Actor = AUTHOR,
        files: dict[str, bytes] | None = None,
    ) -> None:
        joined = await self._join(sollicitation_id, by, files or {})
        async with self._database.new_session.begin() as session:
            await perform(session, sollicitation_id, Wanted(act, text, joined), by)

    async def assign(self, sollicitation_id: int) -> None:
        await self.act(sollicitation_id, Act.ASSIGN, by=AGENT)

    async def erase(self, sollicitation_id: int) -> None:
        async with self._database.new_session.begin() as session:
            await session.delete(await session.get(Sollicitation, sollicitation_id))

    async def reference(self, sollicitation_id: int) -> str:
        async with self._database.new_read_session.begin() as session:
            of_it = Sollicitation.id == sollicitation_id
            return (await session.scalars(select(Sollicitation.reference).where(of_it))).one()

    async def _join(self, sollicitation_id: int, by: Actor, files: dict[str, bytes]) -> list[int]:
        ids: list[int] = []
        for name, content in files.items():
            stored = await file_store.store(name, BytesIO(content))
            async with self._database.new_session.begin() as session:
                row = await pending_files.add(session, sollicitation_id, stored, by.owner)
            ids.append(row.id)
        return ids
