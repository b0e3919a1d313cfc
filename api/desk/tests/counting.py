"""What an act costs in the database, without what runs behind the application meanwhile."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from api.core.db import Database

# What has begun before (sweeps, turns) has a context of its own.
_COUNTED: ContextVar[bool] = ContextVar("counted", default=False)


@dataclass
class Cost:
    """`ended`: transactions, committed or undone."""

    statements: list[str] = field(default_factory=list[str])
    ended: int = 0


@contextmanager
def counted(database: Database) -> Generator[Cost]:
    """Of the engine that writes; on PostgreSQL it reads as well."""
    cost = Cost()

    def executed(*told: Any) -> None:
        if _COUNTED.get():
            cost.statements.append(told[2])

    def ended(_: object) -> None:
        cost.ended += _COUNTED.get()

    engine = database.engine.sync_engine
    listened: list[tuple[str, Any]] = [
        ("before_cursor_execute", executed),
        ("commit", ended),
        ("rollback", ended),
    ]
    for name, listener in listened:
        event.listen(engine, name, listener)
    token = _COUNTED.set(True)
    yield cost
    _COUNTED.reset(token)
    for name, listener in listened:
        event.remove(engine, name, listener)
