"""The directory: structures, their services, and the spaces opened on them."""

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.domain.rights import Space
from api.domain.structures import Requirement, StructureState
from api.models.base import Base, CodeEnum


class Structure(Base):
    """A legal entity, known by its SIRET; a public one may receive invoices.

    `aliases` are the other names by which users look for it, best known first.
    """

    __tablename__ = "structures"

    id: Mapped[int] = mapped_column(primary_key=True)
    siret: Mapped[str] = mapped_column(String(14), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    public: Mapped[bool]
    state: Mapped[StructureState] = mapped_column(
        CodeEnum(StructureState), default=StructureState.ACTIVE
    )
    service_code_required: Mapped[bool] = mapped_column(default=False)
    engagement_required: Mapped[bool] = mapped_column(default=False)
    either_required: Mapped[bool] = mapped_column(default=False)
    payment_status_returned: Mapped[bool] = mapped_column(default=True)
    services: Mapped[list["Service"]] = relationship(
        lazy="raise", order_by="Service.code", cascade="all, delete-orphan"
    )
    spaces: Mapped[list["OpenSpace"]] = relationship(
        lazy="raise", order_by="OpenSpace.id", cascade="all, delete-orphan"
    )

    @property
    def requires(self) -> Requirement:
        return Requirement.of(
            service_code=self.service_code_required,
            engagement=self.engagement_required,
            either=self.either_required,
        )


class Service(Base):
    """A service that treats invoices in a public structure; its code is written on them."""

    __tablename__ = "structure_services"
    __table_args__ = (UniqueConstraint("structure_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    engagement_required: Mapped[bool] = mapped_column(default=False)


class OpenSpace(Base):
    """A space that the managers of a structure have opened; users then subscribe to it."""

    __tablename__ = "structure_spaces"
    __table_args__ = (UniqueConstraint("structure_id", "space"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    space: Mapped[Space] = mapped_column(CodeEnum(Space))
