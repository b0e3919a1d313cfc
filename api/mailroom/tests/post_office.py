"""A sollicitation between an author and a public client's user, and the mails around it."""

import asyncio
import smtplib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from io import BytesIO
from typing import Any

from httpx import AsyncClient
from sqlalchemy import select

from api.chat.tests.running import app_of, database_of
from api.core.clock import now
from api.core.db import Database
from api.core.settings import get_settings
from api.domain.rights import Space
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver, SollicitationStatus
from api.mailroom.reply_address import reply_address
from api.models.outgoing import Outgoing
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep
from api.models.user import User
from api.portal.sollicitations import pending_files
from api.portal.sollicitations.acting import Actor, Wanted, perform
from api.portal.sollicitations.file_store import store
from api.portal.tests.builders import PortalBuilder

AUTHOR, ASSIGNEE = "anne@fournisseur.example", "marie@mairie.example"
REFERENCE = "SOL-2026-000007"
REPLY_DOMAIN = "reponses.example.fr"
RECEIVER = Actor(Party.RECEIVER, "Marie Mairie", "marie", treats=Receiver.PUBLIC_CLIENT)
BY_AUTHOR = Actor(Party.AUTHOR, "Anne Martin", "anne")
SUPPORT = Actor(Party.RECEIVER, "Camille", "agent.1", treats=Receiver.SUPPORT)
# Apart from the threads of the application, which must not wait for those who wait for it.
_CLIENTS = ThreadPoolExecutor(32)


@dataclass
class PostOffice:
    client: AsyncClient
    database: Database
    id: int = 0
    other_port: int = 0  # of an application in a process of its own

    @classmethod
    async def open(cls, client: AsyncClient, **columns: Any) -> "PostOffice":
        """`anne` has filed; `marie`, of the town, is in charge."""
        database = database_of(client)
        portal = PortalBuilder(client)
        supplier = await portal.supplier("anne")
        town = await portal.structure("Mairie", public=True)
        await portal.user("marie", town, Space.RECEIVED_SOLLICITATIONS, name="Marie Mairie")
        office = cls(client, database)
        async with database.new_session.begin() as session:
            users = {user.login: user for user in await session.scalars(select(User))}
            users["anne"].email, users["marie"].email = AUTHOR, ASSIGNEE
            row: dict[str, Any] = {
                "reference": REFERENCE,
                "user_id": users["anne"].id,
                "author_name": "Anne Martin",
                "structure_id": supplier.id,
                "addressee_id": town.id,
                "category": "FACTURES",
                "sub_category": "SUIVI",
                "receiver": Receiver.PUBLIC_CLIENT,
                "status": SollicitationStatus.ASSIGNED,
                "title": "Facture 125 sans nouvelles",
                "description": "Ma facture 125 n’avance pas.",
                "assignee": "marie",
                "assignee_name": "Marie Mairie",
                "created_at": now(),
                "submitted_at": now(),
                "idempotency_key": "k1",
                "body_hash": "0" * 64,
            } | columns
            held = Sollicitation(**row)
            session.add(held)
            await session.flush()
            office.id = held.id
        return office

    async def act(self, act: Act, text: str | None = None, actor: Actor = RECEIVER) -> None:
        async with self.database.new_session.begin() as session:
            await perform(session, self.id, Wanted(act, text), actor)

    async def answer_with_file(self, actor: Actor) -> None:
        stored = await store("guide.pdf", BytesIO(b"%PDF-1.7 guide"))
        async with self.database.new_session.begin() as session:
            file = await pending_files.add(session, self.id, stored, actor.owner)
            await perform(session, self.id, Wanted(Act.ANSWER, "Voici.", [file.id]), actor)

    async def change(self, **columns: Any) -> None:
        async with self.database.new_session.begin() as session:
            held = await session.get_one(Sollicitation, self.id)
            for name, value in columns.items():
                setattr(held, name, value)

    async def status(self) -> SollicitationStatus:
        async with self.database.new_read_session.begin() as session:
            return (await session.get_one(Sollicitation, self.id)).status

    async def steps(self) -> Sequence[SollicitationStep]:
        async with self.database.new_read_session.begin() as session:
            return (
                await session.scalars(select(SollicitationStep).order_by(SollicitationStep.id))
            ).all()

    async def texts(self) -> list[str | None]:
        return [step.text for step in await self.steps()]

    async def files(self) -> list[tuple[str, int | None]]:
        """Each name, with the step that said it."""
        async with self.database.new_read_session.begin() as session:
            rows = await session.scalars(select(SollicitationFile).order_by(SollicitationFile.id))
            return [(row.name, row.step_id) for row in rows]

    async def deliveries(self) -> list[Outgoing]:
        """Once none is owed any more."""
        async with asyncio.timeout(20):
            while True:
                async with self.database.new_read_session.begin() as session:
                    rows = list(await session.scalars(select(Outgoing).order_by(Outgoing.id)))
                if all(row.done_at or row.dead_at for row in rows):
                    return rows
                await asyncio.sleep(0.02)

    def address(self, email: str = AUTHOR, reference: str = REFERENCE) -> str:
        return reply_address(get_settings(), reference, email) or ""

    async def receive(
        self, message: EmailMessage | bytes, *, to: str = "", envelope: str = AUTHOR
    ) -> tuple[int, str]:
        """Hand a mail over by LMTP as a mail server does; the code and the words answered."""
        content = message if isinstance(message, bytes) else message.as_bytes(policy=policy.SMTP)
        arguments = (self.port, envelope, to or self.address(), content)
        return await asyncio.get_running_loop().run_in_executor(_CLIENTS, _hand_over, *arguments)

    @property
    def port(self) -> int:
        return self.other_port or app_of(self.client).state.lmtp.port


def _hand_over(port: int, sender: str, to: str, content: bytes) -> tuple[int, str]:
    with smtplib.LMTP("127.0.0.1", port, timeout=60) as lmtp:
        lmtp.ehlo_or_helo_if_needed()
        code, words = lmtp.mail(sender)
        if code == 250:
            code, words = lmtp.rcpt(to)
        if code == 250:
            code, words = lmtp.data(content)
        return code, words.decode()


def a_mail(
    text: str = "Voici le bon de commande.", *, sender: str = AUTHOR, **headers: str
) -> EmailMessage:
    """As a person's mail program makes it; `headers` with `_` for `-`, "" takes one away."""
    message = EmailMessage()
    message["From"] = f"Anne Martin <{sender}>"
    message["To"] = "sollicitation@example.fr"
    message["Subject"] = "Re: votre sollicitation"
    message["Message-ID"] = "<m1@fournisseur.example>"
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        if value:
            message[name.replace("_", "-")] = value
    message.set_content(text)
    return message
