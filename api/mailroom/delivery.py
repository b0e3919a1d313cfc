"""Deliveries of kinds `sollicitation_mail` and `mail_proof`."""

import asyncio
from collections.abc import Sequence
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import Database
from api.core.settings import Settings
from api.mailroom.correspondent import Correspondent, Side, correspondent, receiver
from api.mailroom.letter import Told, answers_to, letter, proof_letter
from api.mailroom.threading import before, message_id, step_id
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep
from api.outgoing.delivery import Delivery, DeliveryRefusedError
from api.outgoing.mail import Mailer
from api.portal.sollicitations.file_store import path_of

SOLLICITATION_MAIL = "sollicitation_mail"
MAIL_PROOF = "mail_proof"
_MOST_ATTACHED = 10_000_000  # bytes; ours: most servers refuse mails above some twenty megabytes


class SollicitationMails:
    """Reads each step when it leaves: nothing of it, nor any address, waits in the deliveries."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._mailer = Mailer(settings)

    async def deliver_step(self, delivery: Delivery) -> None:
        """Tell one step to one side.

        Raises:
            DeliveryRefusedError: no mail server, nothing to tell, nobody to tell it to, or 5xx.
            DeliveryFailedError: see `Mailer`.
        """
        self._require_server()
        async with self._database.new_read_session.begin() as session:
            told, to = await self._read(session, delivery)
        message = letter(self._settings, told, to, step_id(self._settings, told.step.id, to.side))
        if to.login is None:  # who has no account has no page either
            await asyncio.to_thread(_attach, message, told.files)
        await self._mailer.send(message, returns_to=answers_to(self._settings, told, to))

    async def deliver_proof(self, delivery: Delivery) -> None:
        """Send a code; raises as `deliver_step`."""
        self._require_server()
        identity = message_id(self._settings, delivery.key)
        code, to = delivery.body["code"], delivery.body["to"]
        await self._mailer.send(proof_letter(self._settings, to, code, identity))

    def _require_server(self) -> None:
        if not self._settings.smtp_host:
            raise DeliveryRefusedError("mail_off")

    async def _read(self, session: AsyncSession, delivery: Delivery) -> tuple[Told, Correspondent]:
        step = await session.get(SollicitationStep, delivery.body["step"])
        if step is None:
            raise DeliveryRefusedError("sollicitation_gone")
        sollicitation = await session.get_one(Sollicitation, step.sollicitation_id)
        to = await _recipient(session, sollicitation, delivery)
        if to is None:
            raise DeliveryRefusedError("no_address")
        said = select(SollicitationFile).where(SollicitationFile.step_id == step.id)
        files = (await session.scalars(said.order_by(SollicitationFile.id))).all()
        earlier = await _earlier(session, step)
        return Told(sollicitation, step, files, before(self._settings, earlier, to.side)), to


async def _recipient(
    session: AsyncSession, sollicitation: Sollicitation, delivery: Delivery
) -> Correspondent | None:
    if delivery.body["to"] == "receiver":
        return await receiver(session, sollicitation, delivery.body["user"])
    return await correspondent(session, sollicitation, Side(delivery.body["to"]))


def _attach(message: EmailMessage, files: Sequence[SollicitationFile]) -> None:
    """Those that fit, the first ones first; blocking."""
    room = _MOST_ATTACHED
    for file in files:
        path = path_of(file.sha256)
        if file.size > room or not path.is_file():
            continue
        room -= file.size
        main, _, sub = file.media_type.partition("/")
        message.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=file.name)


async def _earlier(session: AsyncSession, step: SollicitationStep) -> list[SollicitationStep]:
    statement = (
        select(SollicitationStep)
        .where(
            SollicitationStep.sollicitation_id == step.sollicitation_id,
            SollicitationStep.id < step.id,
        )
        .order_by(SollicitationStep.id)
    )
    return list(await session.scalars(statement))
