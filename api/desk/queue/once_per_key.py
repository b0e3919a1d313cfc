"""Acts on a conversation that are done once per key, though the agent has it no more afterwards.

What the user reads of the act bears the key: a retry finds it in the log, and does nothing.
"""

from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import log
from api.desk.access.auth import SignedIn


def mark_of(conversation_id: str, act: str, agent: SignedIn, key: str | None) -> str | None:
    """The `client_id` of the event that tells the act: of this agent, for this key only."""
    return key and str(uuid5(UUID(conversation_id), f"{act} {agent.login} {key}"))


async def was_done(session: AsyncSession, conversation_id: str, mark: str | None) -> bool:
    """To be asked under the lock of the queue: two calls with one key then follow each other."""
    if mark is None:
        return False
    return await log.find_by_client_id(session, conversation_id, mark) is not None
