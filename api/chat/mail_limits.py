"""How many mails a user may have sent, in a day, to one address and in all."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.errors import MailsOfTheDayError
from api.core.settings import Settings
from api.outgoing.mail_count import counted


async def count_mail(session: AsyncSession, settings: Settings, to: str) -> None:
    """Count one more mail to this address.

    Raises:
        MailsOfTheDayError: over `mails_per_address`, or over `mails_per_day` for everybody.
    """
    if not await counted(session, settings, to):
        raise MailsOfTheDayError
