"""Users of the portal, their rattachements to structures, and the spaces they subscribed to."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.domain.rights import RattachementState, Role, Space
from api.models.base import Base, CodeEnum
from api.models.structure import Structure

_PRINCIPAL = text(
    f"role = '{Role.PRINCIPAL_MANAGER.value}' AND state = '{RattachementState.VALIDATED.value}'"
)


class User(Base):
    """A person known to the portal; passwords are the host portal's affair, not ours."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    rattachements: Mapped[list["Rattachement"]] = relationship(
        lazy="raise", back_populates="user", order_by="Rattachement.id"
    )


class Rattachement(Base):
    """A user's « rattachement » to a structure; only a validated one gives rights.

    The database itself refuses a second principal manager.
    """

    __tablename__ = "rattachements"
    __table_args__ = (
        UniqueConstraint("user_id", "structure_id"),
        Index(
            "uq_rattachements_principal",
            "structure_id",
            unique=True,
            sqlite_where=_PRINCIPAL,
            postgresql_where=_PRINCIPAL,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    structure_id: Mapped[int] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role] = mapped_column(CodeEnum(Role))
    state: Mapped[RattachementState] = mapped_column(CodeEnum(RattachementState))
    user: Mapped[User] = relationship(lazy="raise", back_populates="rattachements")
    structure: Mapped[Structure] = relationship(lazy="raise")
    subscriptions: Mapped[list["SpaceSubscription"]] = relationship(
        lazy="raise", cascade="all, delete-orphan"
    )


class SpaceSubscription(Base):
    """A space that a user may use for the structure of this rattachement."""

    __tablename__ = "space_subscriptions"
    __table_args__ = (UniqueConstraint("rattachement_id", "space"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rattachement_id: Mapped[int] = mapped_column(ForeignKey("rattachements.id", ondelete="CASCADE"))
    space: Mapped[Space] = mapped_column(CodeEnum(Space))
