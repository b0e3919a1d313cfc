"""Which structures changed, in the order of commits: what an index in memory must read again."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class DirectoryChange(Base):
    """The last change of a structure; earlier ones are forgotten. Written by `directory_watch`.

    `number` only grows, even on SQLite. `structure_id` is null when many rows were written at
    once, nobody knows which. It is no foreign key: a removed structure leaves its change.
    """

    __tablename__ = "directory_changes"
    __table_args__ = (
        Index("ix_directory_changes_structure_id", "structure_id"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int | None]
