"""Opening a conversation, and saying whose it is."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import conversation_repository, log
from api.chat.agent_hours import agent_hours
from api.chat.errors import OtherIdentityError
from api.chat.greeting import greeting
from api.core import clock
from api.core.errors import AuthenticationRequiredError
from api.core.settings import get_settings
from api.core.tokens import new_opaque_token, verify_identity
from api.domain.speaker import Speaker
from api.models.conversation import Conversation

_MAX_LOGIN = 120


@dataclass(frozen=True, slots=True)
class Opened:
    """The only time that the token is seen in clear."""

    id: str
    token: str
    expires_at: datetime


async def open_conversation(session: AsyncSession, identity: str | None) -> Opened:
    """Create a conversation, anonymous without `identity`, and greet.

    Raises:
        AuthenticationRequiredError: an identity that is not valid.
    """
    login = None if identity is None else _login(identity)
    token, token_hash = new_opaque_token()
    # Real time: a frozen business clock must not make tokens eternal.
    lifetime = timedelta(seconds=get_settings().conversation_lifetime)
    conversation = Conversation(
        id=str(uuid4()),
        token_hash=token_hash,
        login=login,
        created_at=clock.now(),
        expires_at=datetime.now(UTC) + lifetime,
        last_seq=0,
        speaker=Speaker.BOT,
        handovers=0,
    )
    await conversation_repository.add(session, conversation)
    hours = await agent_hours(session)
    await log.append(session, conversation.id, [greeting(hours)])
    return Opened(conversation.id, token, conversation.expires_at)


async def log_in(session: AsyncSession, conversation_id: str, identity: str) -> str:
    """Say whose conversation it is; the same login again changes nothing. Returns the login.

    Raises:
        AuthenticationRequiredError: an identity that is not valid.
        OtherIdentityError: somebody else is logged in already.
    """
    login = _login(identity)
    held = await conversation_repository.hold(session, conversation_id)
    if held.login is not None and held.login != login:
        raise OtherIdentityError
    if held.login is None:
        await conversation_repository.set_login(session, conversation_id, login)
    return login


def _login(identity: str) -> str:
    if not identity.isascii():  # no JWT is; decoding would stumble over lone surrogates
        raise AuthenticationRequiredError
    login = verify_identity(identity)
    if not 0 < len(login) <= _MAX_LOGIN:
        raise AuthenticationRequiredError
    return login
