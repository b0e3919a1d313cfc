"""Anonymous conversations have no row of ours to lock: a lock of the database by name."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def lock_conversation(session: AsyncSession, conversation_id: str) -> None:
    """Until the transaction ends. On SQLite, who writes is alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"),
            {"key": f"sollicitation {conversation_id}"},
        )
