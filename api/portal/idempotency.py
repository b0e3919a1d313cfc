"""A write from outside is done once per `Idempotency-Key`, whatever happens to the request."""

import hashlib
import re
from collections.abc import Awaitable, Callable

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.reader import Reader
from api.models.idempotent_write import MAX_OPERATION, IdempotentWrite
from api.models.user import User
from api.portal.errors import IdempotencyKeyRequiredError, IdempotencyKeyReusedError

_KEY = re.compile(r"[!-~]{1,128}")


async def once[T: BaseModel](  # noqa: PLR0913
    session: AsyncSession,
    *,
    reader: Reader,
    key: str | None,
    operation: str,
    body: BaseModel,
    answer: type[T],
    perform: Callable[[], Awaitable[T]],
) -> T:
    """Perform, and store the answer with the key; or give the stored answer back.

    `operation` names what is done and to what, as the path does (`recycle F1`): the body alone
    would not tell two invoices apart. The user's row stays locked until the transaction ends, so
    that two calls with one key follow each other. A failure stores nothing: its retry is done.

    Raises:
        IdempotencyKeyRequiredError: no key, or an odd one.
        IdempotencyKeyReusedError: a key used for another operation or another body.
    """
    key = checked_key(key)
    digest = hashlib.sha256(f"{operation}\n{body.model_dump_json()}".encode()).hexdigest()
    await _hold_user(session, reader)
    stored = await _find(session, reader, key)
    if stored is not None:
        return _again(stored, digest, answer)
    done = await perform()
    response = done.model_dump(mode="json")
    # A type that does not read what it writes would give another answer to the retry.
    assert answer.model_validate(response).model_dump(mode="json") == response, answer
    session.add(
        IdempotentWrite(
            user_id=reader.user_id,
            key=key,
            operation=operation[:MAX_OPERATION],
            body_hash=digest,
            response=response,
            at=now(),
        )
    )
    await session.flush()
    return done


async def was_done(session: AsyncSession, *, reader: Reader, key: str | None) -> bool:
    """Whether `once` will only give an answer back: for work that comes before it.

    Raises:
        IdempotencyKeyRequiredError: no key, or an odd one.
    """
    return await _find(session, reader, checked_key(key)) is not None


def checked_key(key: str | None) -> str:
    """Raises IdempotencyKeyRequiredError: none, or an odd one."""
    if key is None or not _KEY.fullmatch(key):
        raise IdempotencyKeyRequiredError
    return key


async def _hold_user(session: AsyncSession, reader: Reader) -> None:
    # A weaker lock than FOR UPDATE, which would stop others who write notifications to this user,
    # and could deadlock with them.
    own = select(User.id).where(User.id == reader.user_id)
    await session.execute(own.with_for_update(key_share=True))


async def _find(session: AsyncSession, reader: Reader, key: str) -> IdempotentWrite | None:
    statement = select(IdempotentWrite).where(
        IdempotentWrite.user_id == reader.user_id, IdempotentWrite.key == key
    )
    return await session.scalar(statement)


def _again[T: BaseModel](stored: IdempotentWrite, digest: str, answer: type[T]) -> T:
    if stored.body_hash != digest:
        raise IdempotencyKeyReusedError
    return answer.model_validate(stored.response)
