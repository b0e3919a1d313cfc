"""The directory: structures, their services, and the spaces opened on them."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.domain.identifiers import MAX_IDENTIFIER, IdentifierType
from api.domain.recipient_type import RecipientType
from api.domain.rights import Space
from api.domain.structures import Requirement, StructureState
from api.models.base import Base, CodeEnum


class Structure(Base):
    """A legal entity, known by its SIRET; a public one may receive invoices.

    `siret` holds the identifier of another kind where `identifier_type` says so: abroad, or of
    a person. No two structures share one, of whatever kind, since it is their address on `/portal`.
    `aliases` are the other names by which users look for it, best known first. The parameters are
    those of the portal's API: `moa` is `getaMoa`, `edi` is `connexionEDI`, `edi_reception` is
    `recevoirDonneesViaEDI`. The address of a `non_diffusible` one is shown to nobody.
    """

    __tablename__ = "structures"

    id: Mapped[int] = mapped_column(primary_key=True)
    siret: Mapped[str] = mapped_column(String(MAX_IDENTIFIER), unique=True)
    identifier_type: Mapped[IdentifierType] = mapped_column(
        CodeEnum(IdentifierType), default=IdentifierType.SIRET
    )
    name: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    postcode: Mapped[str | None] = mapped_column(String(10))
    town: Mapped[str | None] = mapped_column(String(100))
    public: Mapped[bool]
    state: Mapped[StructureState] = mapped_column(
        CodeEnum(StructureState), default=StructureState.ACTIVE
    )
    service_code_required: Mapped[bool] = mapped_column(default=False)
    engagement_required: Mapped[bool] = mapped_column(default=False)
    either_required: Mapped[bool] = mapped_column(default=False)
    payment_status_returned: Mapped[bool] = mapped_column(default=True)
    moa_only: Mapped[bool] = mapped_column(default=False)
    moa: Mapped[bool] = mapped_column(default=False)
    delegated_validator: Mapped[bool] = mapped_column(default=False)
    edi: Mapped[bool] = mapped_column(default=False)
    edi_reception: Mapped[bool] = mapped_column(default=False)
    non_diffusible: Mapped[bool] = mapped_column(default=False)
    # Null where the directory does not tell: no legal delay is then computed.
    recipient_type: Mapped[RecipientType | None] = mapped_column(CodeEnum(RecipientType))
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
    """A service that treats invoices in a public structure; its code is written on them.

    Both ends of its validity are included; null leaves that end open. `payment_flag` is the API's
    `miseEnPaiement`, whose meaning is documented nowhere: it is kept, and explained to nobody.
    """

    __tablename__ = "structure_services"
    __table_args__ = (UniqueConstraint("structure_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    engagement_required: Mapped[bool] = mapped_column(default=False)
    payment_flag: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]

    def open_on(self, day: date) -> bool:
        """Active, and within its validity on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        ended = self.valid_until is not None and self.valid_until < day
        return self.active and begun and not ended


class OpenSpace(Base):
    """A space that the managers of a structure have opened; users then subscribe to it."""

    __tablename__ = "structure_spaces"
    __table_args__ = (UniqueConstraint("structure_id", "space"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    space: Mapped[Space] = mapped_column(CodeEnum(Space))
