"""What people did and read on the desk: rows are added, never changed, and leave by age alone."""

from datetime import datetime

from sqlalchemy import DDL, JSON, String, event
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime


class DeskAudit(Base):
    """`subject` is `kind:id`, or empty; never a word of what was said.

    `agent_login` is a copy: the row outlives the account. `once` (SHA-256) tells apart readings
    that are written once for a while; null for an act, which is always written.
    """

    __tablename__ = "desk_audit"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    agent_login: Mapped[str] = mapped_column(String(64), index=True)
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(160), index=True)
    detail: Mapped[dict[str, str]] = mapped_column(JSON)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)


# The database itself refuses a change, whoever asks; copied in migration 0009.
REFUSE_CHANGES = {
    "sqlite": (
        "CREATE TRIGGER desk_audit_unchanged BEFORE UPDATE ON desk_audit "
        "BEGIN SELECT RAISE(ABORT, 'desk_audit is append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION desk_audit_refuse() RETURNS trigger AS $$ "
        "BEGIN RAISE EXCEPTION 'desk_audit is append-only'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER desk_audit_unchanged BEFORE UPDATE ON desk_audit "
        "FOR EACH ROW EXECUTE FUNCTION desk_audit_refuse()",
    ),
}

for _dialect, _statements in REFUSE_CHANGES.items():
    for _statement in _statements:
        event.listen(
            DeskAudit.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),
        )
