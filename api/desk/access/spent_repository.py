"""SQL of what serves only once."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.tokens import hash_token
from api.models.spent_value import SpentValue


async def spend(session: AsyncSession, value: str, expires_at: datetime) -> bool:
    """Whether the value had not served yet; it has now."""
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = insert_postgresql if on_postgresql else insert_sqlite
    row = {"value_hash": hash_token(value), "expires_at": expires_at}
    statement = insert(SpentValue).values(row).on_conflict_do_nothing()
    return await session.scalar(statement.returning(SpentValue.value_hash)) is not None


async def remove_before(session: AsyncSession, at: datetime) -> None:
    await session.execute(delete(SpentValue).where(SpentValue.expires_at < at))
