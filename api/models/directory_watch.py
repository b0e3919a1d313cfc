"""Numbers the changes of the directory, whoever makes them through SQLAlchemy's sessions."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, event, insert, inspect, text
from sqlalchemy.orm import ORMExecuteState, Session

from api.models.directory_change import DirectoryChange
from api.models.structure import Structure

# What a search reads of a structure: the rest may change without it.
_SEARCHED = ("siret", "name", "aliases", "town", "postcode", "public", "non_diffusible")
# Numbers must follow the order of commits, else a reader would pass over the slower one.
_ONE_WRITER = text("LOCK TABLE directory_changes IN SHARE ROW EXCLUSIVE MODE")


@event.listens_for(Session, "after_flush")
def _note_flushed(session: Session, _: Any) -> None:  # pyright: ignore[reportUnusedFunction]
    changed = sorted({structure.id for structure in _changed(session)})
    if changed:
        _note(session.connection(), changed)


@event.listens_for(Session, "do_orm_execute")
def _note_bulk(state: ORMExecuteState) -> None:  # pyright: ignore[reportUnusedFunction]
    writes = state.is_insert or state.is_update or state.is_delete
    if writes and state.bind_mapper is inspect(Structure):
        _note(state.session.connection(), [None])


def _changed(session: Session) -> Iterator[Structure]:
    for row in (*session.new, *session.deleted):
        if isinstance(row, Structure):
            yield row
    for row in session.dirty:
        if isinstance(row, Structure) and _is_searched_otherwise(row):
            yield row


def _is_searched_otherwise(structure: Structure) -> bool:
    attributes = inspect(structure).attrs
    return any(attributes[name].history.has_changes() for name in _SEARCHED)


def _note(connection: Connection, ids: Iterable[int | None]) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_ONE_WRITER)
    known = [key for key in ids if key is not None]
    connection.execute(delete(DirectoryChange).where(DirectoryChange.structure_id.in_(known)))
    connection.execute(insert(DirectoryChange), [{"structure_id": key} for key in ids])
