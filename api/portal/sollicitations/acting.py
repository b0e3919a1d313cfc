"""One act on a sollicitation, by either side: once per key, in the caller's transaction."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.core.settings import get_settings
from api.domain.plain_text import storable
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitation_due import after_working_days, counts_again, is_due
from api.domain.sollicitations import MAX_DESCRIPTION, Receiver, SollicitationStatus
from api.models.sollicitation import Sollicitation, SollicitationStep
from api.portal.errors import IdempotencyKeyReusedError, SollicitationNotFoundError
from api.portal.sollicitations import announcing, pending_files, telling
from api.portal.sollicitations.errors import TextRequiredError, TextTooLongError
from api.portal.sollicitations.holding import hold
from api.portal.sollicitations.offers import require_possible
from api.portal.sollicitations.pace import require_few_acts

_MAX_KEY = 255


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `name` is what the other side reads; `login` is a user's, or an agent's.

    `treats` is whose sollicitations a receiver acts on: what is not theirs is unknown to him.
    `may_take_over`: what another is in charge of.
    """

    party: Party
    name: str
    login: str | None = None
    by_mail: bool = False
    may_take_over: bool = False
    treats: Receiver | None = None

    @property
    def owner(self) -> str:
        """Of files that he joins and did not say yet."""
        return f"{self.party.value}:{self.login or ''}"


@dataclass(frozen=True, slots=True)
class Assignee:
    """Another than the actor, to whom he gives it."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """`files` are ids of files not said yet; `key` makes its repetition add nothing.

    A `Message-ID` serves as the key of what comes by mail.
    """

    act: Act
    text: str | None = None
    files: Sequence[int] = ()
    key: str | None = None
    to: Assignee | None = None


async def perform(
    session: AsyncSession, sollicitation_id: int, wanted: Wanted, actor: Actor
) -> Sollicitation:
    """Do it, write it in the history, and tell those whom it concerns; the row stays locked.

    Raises:
        IdempotencyKeyReusedError: that key did something else.
        SollicitationNotFoundError: the other receiver treats it, maybe since a moment ago.
        TooManyActsError: the author's acts of an hour.
        TextRequiredError, TextTooLongError: the text.
        ActNotPossibleError, AssignFirstError, AssignedToAnotherError: not now, or not by him.
        FileNotFoundHereError: a file that he did not join, or that was said already.
    """
    held = await hold(session, sollicitation_id)
    key, digest = _key(wanted, actor), _digest(wanted)
    if await _was_done(session, held, key, digest):
        return held
    if actor.party is Party.RECEIVER and actor.treats is not held.receiver:
        raise SollicitationNotFoundError(held.reference)
    if _has_it_already(held, wanted, actor):
        return held
    if actor.party is Party.AUTHOR:
        await require_few_acts(session, held.id)
    before = held.status
    # To give it to another is never to take what one has already.
    login = None if wanted.to else actor.login
    after = require_possible(held, wanted.act, actor.party, login, take_over=actor.may_take_over)
    step = _step(held, wanted.act, actor, after)
    step.text, step.key, step.body_hash = _text(wanted), key, digest
    session.add(step)
    await session.flush()
    await pending_files.join(session, held, step, wanted.files, actor.owner)
    _change(held, wanted, actor, step)
    await session.flush()
    await telling.tell(session, held, step, before)
    await announcing.announce(session, held, step, before)
    return held


async def was_done_by(
    session: AsyncSession, held: Sollicitation, wanted: Wanted, actor: Actor
) -> bool:
    """Whether this actor did that act with that key, whatever else it said."""
    statement = select(SollicitationStep.id).where(
        SollicitationStep.sollicitation_id == held.id,
        SollicitationStep.act == wanted.act,
        SollicitationStep.key == _key(wanted, actor),
    )
    return await session.scalar(statement) is not None


def _text(wanted: Wanted) -> str | None:
    text = storable(wanted.text or "") or None
    if text is None and wanted.act.needs_text:
        raise TextRequiredError
    if text is not None and len(text) > MAX_DESCRIPTION:
        raise TextTooLongError
    return text


async def _was_done(
    session: AsyncSession, held: Sollicitation, key: str | None, digest: str
) -> bool:
    if key is None:
        return False
    done = await session.scalar(
        select(SollicitationStep).where(
            SollicitationStep.sollicitation_id == held.id, SollicitationStep.key == key
        )
    )
    if done is not None and done.body_hash != digest:
        raise IdempotencyKeyReusedError
    return done is not None


def _has_it_already(held: Sollicitation, wanted: Wanted, actor: Actor) -> bool:
    """To take again what one is in charge of changes nothing."""
    taker = wanted.to.login if wanted.to else actor.login
    return (
        wanted.act is Act.ASSIGN
        and actor.party is Party.RECEIVER
        and taker is not None
        and held.assignee == taker
        and held.status is not SollicitationStatus.CLOSED
    )


def _key(wanted: Wanted, actor: Actor) -> str | None:
    """Both sides choose their keys apart; that of a mail is its `Message-ID`, as it is."""
    if wanted.key is None:
        return None
    if actor.by_mail:
        return wanted.key[:_MAX_KEY]
    owner = hashlib.sha256(actor.owner.encode()).hexdigest()[:16]
    return f"{owner}:{wanted.key}"[:_MAX_KEY]


def _digest(wanted: Wanted) -> str:
    to = wanted.to.login if wanted.to else None
    said = [wanted.act.value, wanted.text, sorted(wanted.files), to]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _step(
    held: Sollicitation, act: Act, actor: Actor, after: SollicitationStatus
) -> SollicitationStep:
    return SollicitationStep(
        sollicitation_id=held.id,
        at=now(),
        act=act,
        party=actor.party,
        author_login=actor.login,
        author_name=actor.name,
        status=after,
        by_mail=actor.by_mail,
    )


def _change(held: Sollicitation, wanted: Wanted, actor: Actor, step: SollicitationStep) -> None:
    act, before = step.act, held.status
    if not is_due(step.status):
        held.due_at = None
    elif counts_again(act, before):
        held.due_at = after_working_days(step.at, get_settings().sollicitation_due_days)
    held.status, held.updated_at = step.status, step.at
    if act is Act.SUBMIT:
        held.submitted_at = step.at
    elif act is Act.ASSIGN:
        taker = wanted.to or Assignee(actor.login or "", actor.name)
        held.assignee, held.assignee_name = taker.login, taker.name
    elif act is Act.FORWARD:
        held.receiver = Receiver.SUPPORT
        held.assignee = held.assignee_name = None
