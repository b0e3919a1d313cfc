"""Wakes readers after the commit, and only then: nobody has to remember to publish.

Topics are noted on the session; the database's sessions carry the bus (see `attach_bus`).
"""

import asyncio

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from api.core.bus import Bus
from api.core.db import Database

_BUS, _TOPICS = "chorale_bus", "chorale_topics"
_publishing: set[asyncio.Task[None]] = set()


def attach_bus(database: Database, bus: Bus) -> None:
    """Make every later session of this database publish its topics once committed."""
    database.new_session.configure(info={_BUS: bus})


def publish_after_commit(session: AsyncSession, topic: str) -> None:
    """Note a topic; a rollback forgets it."""
    session.info.setdefault(_TOPICS, set()).add(topic)


def _publish(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint: nothing is readable by others yet
    topics: set[str] = session.info.pop(_TOPICS, set())
    bus: Bus | None = session.info.get(_BUS)
    if bus is None:
        return
    for topic in sorted(topics):
        task = asyncio.get_running_loop().create_task(bus.publish(topic))
        _publishing.add(task)
        task.add_done_callback(_publishing.discard)


def _forget(session: Session) -> None:
    if session.in_nested_transaction():
        return  # what came before the savepoint still holds; one wake too many does no harm
    session.info.pop(_TOPICS, None)


event.listen(Session, "after_commit", _publish)
event.listen(Session, "after_rollback", _forget)
