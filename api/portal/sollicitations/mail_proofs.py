"""The proof that an anonymous user reads an address: a code that is sent there.

It holds for the conversation that asked for it, and for no other.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated

from pydantic import BaseModel, StringConstraints
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.core.db import NewSession
from api.core.outgoing import post
from api.core.settings import get_settings
from api.core.signing import keyed_hash
from api.core.tokens import Caller
from api.domain.mail_address import mail_address
from api.models.mail_proof import MailProof
from api.outgoing.mail_count import code_counted
from api.portal.schemas import LocalInstant
from api.portal.sollicitations.errors import (
    CodeExpiredError,
    ConversationRequiredError,
    EmailNotVerifiedError,
    InvalidAddressError,
    MailOffError,
    TooManyMailsError,
    WrongCodeError,
)
from api.portal.sollicitations.locking import lock_conversation

# Ours: long enough to open one's mail, and too few tries to guess one code in a million.
LIFETIME = timedelta(minutes=15)
MAX_TRIES = 5
_DIGITS = 6
# Ours: one’s own address, mistyped twice.
_MOST_ADDRESSES, _DAY = 3, timedelta(days=1)
_Email = Annotated[str, StringConstraints(max_length=320)]


class ProofAsked(BaseModel):
    email: _Email


class ProofSent(BaseModel):
    email: str
    expires_at: LocalInstant


class CodeSaid(BaseModel):
    email: _Email
    code: Annotated[str, StringConstraints(max_length=40)]


class Verified(BaseModel):
    email: str
    verified: bool = True


async def send_code(
    session: AsyncSession, asked: ProofAsked, key: str, caller: Caller
) -> ProofSent:
    """Owe a mail with a code; the same key again owes nothing more.

    Raises:
        MailOffError, ConversationRequiredError, InvalidAddressError: it cannot be sent.
        TooManyMailsError: over the limits of a day: addresses and codes of the conversation,
            mails to the address, codes of everybody.
    """
    settings = get_settings()
    if not settings.smtp_host:
        raise MailOffError
    conversation, email = _bound_to(caller), _address(asked.email)
    code_hash = _hash(conversation, email, _code(conversation, email, key))
    await lock_conversation(session, conversation)
    proof = await _find(session, conversation, email)
    if proof is not None and hmac.compare_digest(proof.code_hash, code_hash):
        return ProofSent(email=email, expires_at=proof.expires_at)
    await _require_few_addresses(session, conversation, email)
    if not await code_counted(session, settings, email, conversation):
        raise TooManyMailsError
    if proof is None:
        proof = MailProof(conversation_id=conversation, email=email)
        session.add(proof)
    _begin(proof, code_hash, now())
    code = _code(conversation, email, key)
    owed = sha256(f"{conversation} {email} {key}".encode()).hexdigest()
    await post(session, "mail_proof", f"mail_proof:{owed}", {"to": email, "code": code})
    await session.flush()
    return ProofSent(email=email, expires_at=proof.expires_at)


async def confirm(new_session: NewSession, said: CodeSaid, caller: Caller) -> Verified:
    """In a transaction of its own: a wrong try is counted although it is refused.

    Raises:
        WrongCodeError: with the tries that are left.
        CodeExpiredError: too old, mistyped too often, or never asked for.
    """
    conversation, email = _bound_to(caller), mail_address(said.email)
    if email is None:
        raise CodeExpiredError
    async with new_session.begin() as session:
        left = await _try(session, conversation, email.casefold(), said.code)
    if left is None:
        return Verified(email=email.casefold())
    if left < 1:
        raise CodeExpiredError
    raise WrongCodeError(left)


async def require_verified(session: AsyncSession, conversation: str, email: str | None) -> str:
    """The address, proven for this conversation. Raises EmailNotVerifiedError."""
    known = mail_address(email or "")
    proof = await session.get(MailProof, (conversation, known.casefold())) if known else None
    if proof is None or proof.verified_at is None:
        raise EmailNotVerifiedError
    return proof.email


async def _try(session: AsyncSession, conversation: str, email: str, code: str) -> int | None:
    """None when it is right, else how many tries are left."""
    proof = await _find(session, conversation, email)
    if proof is None or proof.tries >= MAX_TRIES or proof.expires_at <= now():
        return 0
    typed = "".join(c for c in code if c.isdecimal())
    if hmac.compare_digest(proof.code_hash, _hash(conversation, email, typed)):
        proof.verified_at = proof.verified_at or now()
        return None
    proof.tries += 1
    return MAX_TRIES - proof.tries


async def _require_few_addresses(session: AsyncSession, conversation: str, email: str) -> None:
    others = select(func.count(MailProof.email)).where(
        MailProof.conversation_id == conversation,
        MailProof.email != email,
        MailProof.sent_at > now() - _DAY,
    )
    if (await session.scalar(others) or 0) >= _MOST_ADDRESSES:
        raise TooManyMailsError


def _begin(proof: MailProof, code_hash: str, at: datetime) -> None:
    """What was proven stays so."""
    proof.code_hash, proof.tries = code_hash, 0
    proof.sent_at, proof.expires_at = at, at + LIFETIME


async def _find(session: AsyncSession, conversation: str, email: str) -> MailProof | None:
    statement = (
        select(MailProof)
        .where(MailProof.conversation_id == conversation, MailProof.email == email)
        .with_for_update()
    )
    return await session.scalar(statement)


def _bound_to(caller: Caller) -> str:
    if caller.conversation_id is None:
        raise ConversationRequiredError
    return caller.conversation_id


def _address(text: str) -> str:
    """In small letters: no mailbox that matters tells them apart, and the limits do not."""
    address = mail_address(text)
    if address is None:
        raise InvalidAddressError
    return address.casefold()


def _code(conversation: str, email: str, key: str) -> str:
    """Six digits that nobody can foresee, and that the same request gives again."""
    digest = _keyed(f"code {conversation} {email} {key}")
    return f"{int(digest, 16) % 10**_DIGITS:0{_DIGITS}d}"


def _hash(conversation: str, email: str, code: str) -> str:
    return _keyed(f"proof {conversation} {email} {code}")


def _keyed(text: str) -> str:
    return keyed_hash(get_settings().resolved_secret(), text)
