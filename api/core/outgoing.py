"""What another program must be told, noted in the transaction that made it true.

`api.outgoing` delivers it, at least once, under the same key: receivers can tell a repetition.
"""

from typing import Any

from sqlalchemy import JSON, DateTime, String, column, table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.core.publication import publish_after_commit

OUTGOING_TOPIC = "outgoing"

# The table is `api.models.outgoing`'s, which lies outside of the core.
_TABLE = table(
    "outgoing",
    column("kind", String),
    column("key", String),
    column("lane", String),
    column("body", JSON),
    column("created_at", DateTime(timezone=True)),
    column("next_at", DateTime(timezone=True)),
    column("attempts"),
)


async def post(
    session: AsyncSession, kind: str, key: str, body: dict[str, Any], *, lane: str | None = None
) -> None:
    """Owe a delivery; nothing leaves if the caller's transaction is rolled back.

    `kind` names its handler (`webhook`, `mail`…), at most 32 characters. The same `key` (at most
    200) again is the same delivery: nothing is added, be it done already. Deliveries of one `lane`
    leave one at a time, in the order in which they were posted. `body` is emptied once delivered:
    what may be read again elsewhere (a message by its number) is better not copied there.
    """
    now = real_now()
    row = {"kind": kind, "key": key, "lane": lane, "body": body, "created_at": now, "next_at": now}
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert(_TABLE) if on_sqlite else postgresql.insert(_TABLE)
    statement = insert.values(**row, attempts=0).on_conflict_do_nothing(index_elements=["key"])
    await session.execute(statement)
    publish_after_commit(session, OUTGOING_TOPIC)
