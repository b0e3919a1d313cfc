"""Statements compiled once a process: each test has its engines, whose caches would start empty.

SQLAlchemy keeps what it compiled by dialect, and every engine has a dialect of its own. Those of
one database under test are alike: same class, same server, same options. What is compiled is what
the application compiles, and is run by its own engine.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.util import LRUCache

_MANY = 10_000
_COMPILED: LRUCache[Any, Any] = LRUCache(_MANY)


class _AlikeMixin:
    """Equal to any other of its class: the key of what is compiled holds the dialect."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_COMPILED)


class AlikeSqlite(_AlikeMixin, SQLiteDialect_aiosqlite):
    """As `sqlite+aiosqlite` names it in tests."""

    supports_statement_cache = True


class AlikePostgres(_AlikeMixin, PGDialect_asyncpg):
    """As `postgresql+asyncpg` names it in tests."""

    supports_statement_cache = True


def compile_once() -> None:
    """For the engines created from now on in this process."""
    registry.register("sqlite.aiosqlite", __name__, AlikeSqlite.__name__)
    registry.register("postgresql.asyncpg", __name__, AlikePostgres.__name__)
