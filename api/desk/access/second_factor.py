"""What an agent gives besides the password: a one-time code, or one of the recovery codes."""

import base64
import secrets

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.core.tokens import hash_token
from api.desk.accounts import agent_repository
from api.domain import totp
from api.models.agent import Agent

RECOVERY_CODES = 10
# 80 random bits: sixteen signs of base32.
_CODE_BYTES = 10
_GROUP = 4
# No agent has this id.
_NOBODY = 0


async def accept(session: AsyncSession, agent: Agent | None, code: str) -> bool:
    """Whether the code is right; it never serves again. In the caller's transaction.

    For an agent who has none, and for nobody, as much is asked of the database, in vain.
    """
    plain = code.replace(" ", "")
    if agent is None:
        return await agent_repository.use_recovery_code(session, _NOBODY, _hash(_NOBODY, plain))
    if agent.totp_secret is not None:
        now = real_now().timestamp()
        step = totp.accepted_step(agent.totp_secret, plain, now, agent.totp_last_step)
        if step is not None:
            return await agent_repository.use_totp_step(session, agent.id, step)
    return await agent_repository.use_recovery_code(session, agent.id, _hash(agent.id, plain))


async def renew_recovery_codes(session: AsyncSession, agent_id: int) -> list[str]:
    """Ten new codes, seen in clear this once; the former ones are void."""
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    hashes = [_hash(agent_id, code) for code in codes]
    await agent_repository.replace_recovery_codes(session, agent_id, hashes)
    return codes


def in_groups(secret: str) -> str:
    """« ABCD EFGH … », for a person to copy."""
    return " ".join(secret[start : start + _GROUP] for start in range(0, len(secret), _GROUP))


def _new_code() -> str:
    letters = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode()
    return in_groups(letters).replace(" ", "-")


def _hash(agent_id: int, code: str) -> str:
    return hash_token(f"{agent_id} {code.replace('-', '').upper()}")
