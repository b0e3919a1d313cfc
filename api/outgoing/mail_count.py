"""How many mails may leave in a day, to one address and in all: what erasure does not reset."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.settings import Settings
from api.core.signing import keyed_hash
from api.models.transcript_mail import MailCount

_DAY = timedelta(hours=24)
# Ours: codes asked for by one conversation, and their share of what may leave for everybody.
_CODES = 6
_SHARE_OF_CODES = 2  # one in two
# Any number that no other advisory lock uses.
_LOCK = 7_151_002


async def counted(session: AsyncSession, settings: Settings, to: str) -> bool:
    """Count one more mail to this address, and forget those of more than a day ago.

    False, and nothing counted: over `mails_per_address`, or over `mails_per_day` for everybody.
    """
    await _begin(session)
    return await _count(session, settings, MailCount(recipient=recipient_of(settings, to)))


async def code_counted(
    session: AsyncSession, settings: Settings, to: str, conversation: str
) -> bool:
    """The same for a code; also False over those of one conversation, or of all of them."""
    await _begin(session)
    asked_by = _keyed(settings, f"code:{conversation}")
    if await _number(session, MailCount.asked_by == asked_by) >= _CODES:
        return False
    share = -(-settings.mails_per_day // _SHARE_OF_CODES)
    if await _number(session, MailCount.asked_by.is_not(None)) >= share:
        return False
    one = MailCount(recipient=recipient_of(settings, to), asked_by=asked_by)
    return await _count(session, settings, one)


def recipient_of(settings: Settings, to: str) -> str:
    """What follows a « + » names the same mailbox for most servers: it is not told apart."""
    local, _, domain = to.casefold().rpartition("@")
    return _keyed(settings, f"mail:{local.partition('+')[0]}@{domain}")


async def _begin(session: AsyncSession) -> None:
    """One at a time, or two would read the same count; on SQLite writers are alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    await session.execute(delete(MailCount).where(MailCount.asked_at <= clock.now() - _DAY))


async def _count(session: AsyncSession, settings: Settings, one: MailCount) -> bool:
    same = MailCount.recipient == one.recipient
    if await _number(session, same) >= settings.mails_per_address:
        return False
    if await _number(session) >= settings.mails_per_day:
        return False
    one.asked_at = clock.now()
    session.add(one)
    return True


async def _number(session: AsyncSession, *which: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.count(MailCount.id)).where(*which)) or 0


def _keyed(settings: Settings, text: str) -> str:
    return keyed_hash(settings.resolved_secret(), text)
