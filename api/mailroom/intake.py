"""A mail that comes in: accepted once it is in the thread, refused, or to be sent again later."""

import asyncio
import logging
from dataclasses import dataclass
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.core.db import Database
from api.core.errors import ChoraleError
from api.core.settings import Settings
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver, SollicitationStatus
from api.mailroom.automatic import is_automatic, is_null
from api.mailroom.correspondent import Correspondent, Side, correspondents
from api.mailroom.incoming_mail import IncomingMail, UnreadableMailError, read_mail
from api.mailroom.reply_address import ReplyAddress, read_reply_address
from api.mailroom.verdict import AWAY, NOBODY, TAKEN, Verdict, refused
from api.models.sollicitation import Sollicitation, SollicitationStep
from api.portal.sollicitations import pending_files
from api.portal.sollicitations.acting import Actor, Wanted, perform
from api.portal.sollicitations.file_store import StoredFile, examine, keep
from api.portal.sollicitations.holding import hold
from api.portal.sollicitations.offers import require_possible

logger = logging.getLogger(__name__)

_NOTHING = "Votre message ne contient ni texte ni fichier."
_STRANGER = (
    "Votre message vient d’une autre adresse que celle à laquelle nous avons écrit : répondez "
    "depuis celle-ci."
)
_BOUNCED = (
    "Un courriel envoyé à l’auteur n’a pas pu lui être remis : son adresse électronique est "
    "peut-être erronée."
)
_POST_OFFICE = "Messagerie"
_TOO_MANY = 429  # the author’s acts of an hour: his mail server tries again


@dataclass(frozen=True, slots=True)
class _Thread:
    sollicitation_id: int
    with_whom: Correspondent


class Intake:
    """What the LMTP server asks at each recipient, and at each mail."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    async def knows(self, recipient: str) -> Verdict:
        """Whether we gave this address to somebody who may still use it."""
        async with self._database.new_read_session.begin() as session:
            return TAKEN if await self._thread(session, recipient) else NOBODY

    async def take(self, envelope_sender: str, recipient: str, content: bytes) -> Verdict:
        """`TAKEN` only once what it says is committed, or when there is nothing to keep."""
        try:
            mail = await asyncio.to_thread(read_mail, content)
        except UnreadableMailError as error:
            return TAKEN if is_null(envelope_sender) else refused(str(error))
        if is_automatic(self._settings, envelope_sender, mail):
            return await self._drop(envelope_sender, recipient, mail)
        try:
            return await self._keep(recipient, mail)
        except ChoraleError as error:
            logger.info("mail not taken: %s", error.code)
            later = error.status >= 500 or error.status == _TOO_MANY
            return AWAY if later else refused(str(error))

    async def _drop(self, envelope_sender: str, recipient: str, mail: IncomingMail) -> Verdict:
        """Answering it would begin a loop. Of a bounce, whoever treats the thread is told."""
        if is_null(envelope_sender) and mail.failed_delivery:
            async with self._database.new_session.begin() as session:
                thread = await self._thread(session, recipient)
                if thread is not None and thread.with_whom.side is Side.AUTHOR:
                    await _note_bounce(session, thread.sollicitation_id)
        logger.info("automatic mail dropped")
        return TAKEN

    async def _keep(self, recipient: str, mail: IncomingMail) -> Verdict:
        async with self._database.new_read_session.begin() as session:
            thread = await self._thread(session, recipient)
            known = thread is not None and await _has(session, thread.sollicitation_id, mail.key)
        refusal = _refusal(thread, mail)
        if refusal is not None or thread is None:
            return refusal or NOBODY
        if known:
            return TAKEN
        try:
            files = await self._kept(thread, mail)
        except ChoraleError:
            if await self._was_heard(thread, mail):  # its twin came first, and changed the state
                return TAKEN
            raise
        async with self._database.new_session.begin() as session:
            again = await self._thread(session, recipient)
            if again != thread:
                return NOBODY
            await _write(session, thread, mail, files)
        return TAKEN

    async def _was_heard(self, thread: _Thread, mail: IncomingMail) -> bool:
        async with self._database.new_read_session.begin() as session:
            return await _has(session, thread.sollicitation_id, mail.key)

    async def _kept(self, thread: _Thread, mail: IncomingMail) -> list[StoredFile]:
        """Nothing is kept of a mail that cannot be said; no session is held by the antivirus."""
        contents = [BytesIO(file.content) for file in mail.files]
        async with self._database.new_read_session.begin() as session:
            await _require_sayable(session, thread)
        names = [file.name for file in mail.files]
        files = [await examine(*each) for each in zip(names, contents, strict=True)]
        async with self._database.new_read_session.begin() as session:
            owner = (await _require_sayable(session, thread)).owner
            await pending_files.require_room(session, thread.sollicitation_id, files, owner)
        for content, file in zip(contents, files, strict=True):
            await keep(content, file)
        return files

    async def _thread(self, session: AsyncSession, recipient: str) -> _Thread | None:
        address = read_reply_address(self._settings, recipient)
        if address is None:
            return None
        found = await session.scalar(
            select(Sollicitation).where(Sollicitation.reference == address.reference)
        )
        if found is None or found.status is SollicitationStatus.DRAFT:
            return None
        given_to = self._given_to(address, await correspondents(session, found))
        return _Thread(found.id, given_to) if given_to else None

    def _given_to(self, address: ReplyAddress, known: list[Correspondent]) -> Correspondent | None:
        named = (each for each in known if address.names(self._settings, each.email))
        return next(named, None)


def _refusal(thread: _Thread | None, mail: IncomingMail) -> Verdict | None:
    if thread is None:
        return NOBODY
    if mail.sender != thread.with_whom.email.casefold():
        return refused(_STRANGER)
    if not mail.text and not mail.files:
        return refused(_NOTHING)
    return None


async def _write(
    session: AsyncSession, thread: _Thread, mail: IncomingMail, files: list[StoredFile]
) -> None:
    held = await hold(session, thread.sollicitation_id)
    if await _has(session, held.id, mail.key):
        return
    actor = _actor(thread.with_whom, held)
    kept = [await pending_files.add(session, held.id, file, actor.owner) for file in files]
    names = ", ".join(file.name for file in kept)
    wanted = Wanted(
        act=_act_of(actor),
        text=mail.text or f"Fichiers joints : {names}",
        files=[file.id for file in kept],
        key=mail.key,
    )
    await perform(session, held.id, wanted, actor)


async def _require_sayable(session: AsyncSession, thread: _Thread) -> Actor:
    """Who would say it now. Raises what `perform` does of the state and of who is in charge."""
    held = await session.get_one(Sollicitation, thread.sollicitation_id)
    actor = _actor(thread.with_whom, held)
    require_possible(held, _act_of(actor), actor.party, actor.login, take_over=actor.may_take_over)
    return actor


def _act_of(actor: Actor) -> Act:
    return Act.ADD if actor.party is Party.AUTHOR else Act.ANSWER


def _actor(who: Correspondent, held: Sollicitation) -> Actor:
    author = who.side is Side.AUTHOR
    name = held.author_name if author else (held.assignee_name or who.name)
    # The support's agents answer at the desk alone.
    treats = None if author else Receiver.PUBLIC_CLIENT
    return Actor(who.side.party, name or who.name, who.login, by_mail=True, treats=treats)


async def _has(session: AsyncSession, sollicitation_id: int, key: str) -> bool:
    statement = select(SollicitationStep.id).where(
        SollicitationStep.sollicitation_id == sollicitation_id, SollicitationStep.key == key
    )
    return await session.scalar(statement) is not None


async def _note_bounce(session: AsyncSession, sollicitation_id: int) -> None:
    """Once after each step that was told: a server may say it several times."""
    held = await hold(session, sollicitation_id)
    last = await session.scalar(
        select(SollicitationStep)
        .where(SollicitationStep.sollicitation_id == held.id)
        .order_by(SollicitationStep.id.desc())
        .limit(1)
    )
    if last is not None and last.author_name == _POST_OFFICE and last.author_login is None:
        return
    held.updated_at = now()
    session.add(
        SollicitationStep(
            sollicitation_id=held.id,
            at=held.updated_at,
            act=Act.ADD,
            party=Party.RECEIVER,
            author_name=_POST_OFFICE,
            status=held.status,
            text=_BOUNCED,
            by_mail=True,
        )
    )
