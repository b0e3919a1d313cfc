"""Who may act on a conversation: the holder of its token, and nobody else."""

import hmac
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from api.chat import conversation_repository
from api.chat.errors import ConversationNotFoundError
from api.core.errors import AuthenticationRequiredError
from api.core.tokens import hash_token


async def _authorise(conversation_id: str, request: Request) -> str:
    """The conversation's id, once the caller has shown its token.

    The session is ours and short: a stream or an upload that follows must hold none.
    """
    token = _bearer(request)
    try:
        canonical = str(UUID(conversation_id))
    except ValueError as error:
        raise ConversationNotFoundError from error
    async with request.app.state.database.new_read_session.begin() as session:
        secret = await conversation_repository.find_secret(session, canonical)
    # Compared also when there is nothing to compare with, so that time tells nothing.
    known = secret.token_hash if secret else ""
    right = hmac.compare_digest(known, hash_token(token))
    if secret is None or not right or secret.expires_at <= datetime.now(UTC):
        raise ConversationNotFoundError
    return canonical


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise AuthenticationRequiredError("Cette conversation s’ouvre avec son jeton.")
    return token.strip()


ConversationDep = Annotated[str, Depends(_authorise)]
