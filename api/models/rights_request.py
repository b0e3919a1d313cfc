"""Requests for a rattachement or a space, and what was decided."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.domain.rights import Space
from api.domain.rights_requests import MAX_REASON, RequestKind, RequestState
from api.models.base import Base, CodeEnum, UtcDateTime
from api.models.structure import Structure
from api.models.user import User

_PENDING = f"state = '{RequestState.PENDING.value}'"
_PENDING_RATTACHEMENT = text(f"{_PENDING} AND kind = '{RequestKind.RATTACHEMENT.value}'")
_PENDING_SPACE = text(f"{_PENDING} AND kind = '{RequestKind.SPACE.value}'")


class RightsRequest(Base):
    """`space` is null for a rattachement. `decided_by_id` is null while it is pending, and where
    the portal granted by itself what needs nobody's approval.

    The database refuses a second pending request for the same thing.
    """

    __tablename__ = "rights_requests"
    __table_args__ = (
        Index(
            "uq_rights_requests_rattachement",
            "user_id",
            "structure_id",
            unique=True,
            sqlite_where=_PENDING_RATTACHEMENT,
            postgresql_where=_PENDING_RATTACHEMENT,
        ),
        Index(
            "uq_rights_requests_space",
            "user_id",
            "structure_id",
            "space",
            unique=True,
            sqlite_where=_PENDING_SPACE,
            postgresql_where=_PENDING_SPACE,
        ),
        Index("ix_rights_requests_structure_id", "structure_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RequestKind] = mapped_column(CodeEnum(RequestKind))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    space: Mapped[Space | None] = mapped_column(CodeEnum(Space))
    state: Mapped[RequestState] = mapped_column(CodeEnum(RequestState))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reason: Mapped[str | None] = mapped_column(String(MAX_REASON))
    user: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id])
    structure: Mapped[Structure] = relationship(lazy="raise")
