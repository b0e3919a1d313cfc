"""How many mails may leave in a day, to one address and in all: what erasure does not reset."""

import hmac
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.settings import Settings
from api.models.transcript_mail import MailCount

_DAY = timedelta(hours=24)
# Any number that no other advisory lock uses.
_LOCK = 7_151_002


async def counted(session: AsyncSession, settings: Settings, to: str) -> bool:
    """Count one more mail to this address, and forget those of more than a day ago.

    False, and nothing counted: over `mails_per_address`, or over `mails_per_day` for everybody.
    """
    await _lock(session)
    now = clock.now()
    await session.execute(delete(MailCount).where(MailCount.asked_at <= now - _DAY))
    recipient = _hash(settings, to)
    to_them = select(func.count()).where(MailCount.recipient == recipient)
    to_all = select(func.count()).select_from(MailCount)
    if (await session.scalar(to_them) or 0) >= settings.mails_per_address:
        return False
    if (await session.scalar(to_all) or 0) >= settings.mails_per_day:
        return False
    session.add(MailCount(recipient=recipient, asked_at=now))
    return True


async def _lock(session: AsyncSession) -> None:
    """One at a time, or two would read the same count; on SQLite writers are alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _hash(settings: Settings, to: str) -> str:
    key = settings.resolved_secret().encode()
    return hmac.new(key, b"mail:" + to.casefold().encode(), sha256).hexdigest()
