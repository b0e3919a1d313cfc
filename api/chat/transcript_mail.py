"""A transcript by mail: asked a few times at most, delivered by the outgoing worker."""

from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import conversation_repository, log
from api.chat.errors import (
    AnonymousMailError,
    MailAddressError,
    MailOffError,
    TooManyMailsError,
)
from api.chat.mail_limits import count_mail
from api.chat.transcript import file_name, transcript
from api.core import clock
from api.core.clock import real_now
from api.core.db import Database
from api.core.outgoing import post
from api.core.settings import Settings, get_settings
from api.domain.mail_address import mail_address
from api.models.outgoing import Outgoing
from api.models.transcript_mail import TranscriptMail
from api.outgoing.delivery import Delivery, DeliveryRefusedError
from api.outgoing.mail import Mailer

MAIL = "mail"
# Our choice: enough for a mistyped address, and no use to whoever would write to strangers.
MOST_PER_CONVERSATION = 3


async def ask(session: AsyncSession, conversation_id: str, client_id: str, email: str) -> None:
    """Owe a mail of what was said until now; the same `client_id` again owes nothing.

    Raises:
        MailOffError: no mail server in the settings.
        MailAddressError: not an address.
        AnonymousMailError: nobody knows whose conversation it is.
        TooManyMailsError: over `MOST_PER_CONVERSATION`.
        MailsOfTheDayError: see `count_mail`.
    """
    settings = get_settings()
    if not settings.smtp_host:
        raise MailOffError
    to = mail_address(email)
    if to is None:
        raise MailAddressError
    held = await conversation_repository.hold(session, conversation_id)
    if held.login is None:
        raise AnonymousMailError
    if await session.get(TranscriptMail, (conversation_id, client_id)) is not None:
        return
    asked = select(func.count()).where(TranscriptMail.conversation_id == conversation_id)
    if (await session.scalar(asked) or 0) >= MOST_PER_CONVERSATION:
        raise TooManyMailsError(MOST_PER_CONVERSATION)
    await count_mail(session, settings, to)
    session.add(
        TranscriptMail(conversation_id=conversation_id, client_id=client_id, asked_at=clock.now())
    )
    await session.flush()
    until = await conversation_repository.last_seq(session, conversation_id)
    body = {"conversation_id": conversation_id, "until": until, "to": to}
    lane = _lane(conversation_id)
    await post(session, MAIL, f"{lane}:{client_id}", body, lane=lane)


async def forget(session: AsyncSession, conversation_id: str) -> None:
    """Nothing more leaves, and no address is kept, of a conversation that is erased."""
    mails = delete(TranscriptMail).where(TranscriptMail.conversation_id == conversation_id)
    await session.execute(mails)
    await session.execute(delete(Outgoing).where(Outgoing.lane == _lane(conversation_id)))


class TranscriptMails:
    """The handler of the deliveries of kind `mail`."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._mailer = Mailer(settings)

    async def deliver(self, delivery: Delivery) -> None:
        """Send one transcript, as the conversation stood when it was asked for.

        Raises:
            DeliveryRefusedError: mail was switched off, the conversation erased, or 5xx.
            DeliveryFailedError: see `Mailer`.
        """
        if not self._settings.smtp_host:
            raise DeliveryRefusedError("mail_off")
        async with self._database.new_read_session.begin() as session:
            events = await log.read_after(session, delivery.body["conversation_id"], 0)
        said = [event for event in events if event.seq <= delivery.body["until"]]
        if not said:
            raise DeliveryRefusedError("conversation_gone")
        await self._mailer.send(_message(self._settings, delivery, said))


def _message(settings: Settings, delivery: Delivery, said: list[log.Event]) -> EmailMessage:
    """The same `Message-ID` at each attempt: a repetition is known as such."""
    domain = parseaddr(settings.smtp_from)[1].rpartition("@")[2] or "localhost"
    message = EmailMessage()
    message["From"] = settings.smtp_from
    message["To"] = delivery.body["to"]
    message["Subject"] = f"Votre conversation avec {settings.assistant_name}"
    message["Date"] = format_datetime(real_now())
    message["Message-ID"] = f"<{sha256(delivery.key.encode()).hexdigest()[:40]}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        "Bonjour,\n\nVous trouverez ci-joint la conversation que vous avez demandé à recevoir. "
        "Si vous n’avez rien demandé, ne tenez pas compte de ce message.\n\n"
        f"{settings.assistant_name}, assistante automatique\n"
    )
    message.add_attachment(transcript(said), filename=file_name(said[-1].at))
    return message


def _lane(conversation_id: str) -> str:
    return f"{MAIL}:{conversation_id}"
