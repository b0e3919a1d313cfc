"""A structure as the directory shows it."""

from collections.abc import Iterable, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from api.core.clock import now, today
from api.models.structure import Service, Structure
from api.portal.schemas import Coded, LocalInstant


class RequirementRead(BaseModel):
    """`either`: one of the two is enough, and the two others are then false."""

    model_config = ConfigDict(from_attributes=True)

    service_code: bool
    engagement: bool
    either: bool


class ServiceRead(BaseModel):
    """`open`: active, and within its validity today; a null date leaves that end open."""

    code: str
    name: str
    active: bool
    engagement_required: bool
    valid_from: date | None
    valid_until: date | None
    open: bool

    @classmethod
    def of(cls, service: Service, today: date) -> "ServiceRead":
        return cls(
            code=service.code,
            name=service.name,
            active=service.active,
            engagement_required=service.engagement_required,
            valid_from=service.valid_from,
            valid_until=service.valid_until,
            open=service.open_on(today),
        )


class AddressRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    postcode: str | None
    town: str | None


class ParametersRead(BaseModel):
    """`payment_status_returned` is false when « Mise en paiement » is never fed back."""

    model_config = ConfigDict(from_attributes=True)

    moa: bool
    moa_only: bool
    delegated_validator: bool
    edi: bool
    edi_reception: bool
    non_diffusible: bool
    payment_status_returned: bool


class StructureRead(BaseModel):
    """`siret` is the identifier, of the kind that `identifier_type` tells; `address` is null when
    it is unknown, or not to be shown.
    """

    siret: str
    identifier_type: Coded
    name: str
    public: bool
    address: AddressRead | None
    state: Coded
    parameters: ParametersRead
    requires: RequirementRead
    requires_label: str
    services: list[ServiceRead]
    as_of: LocalInstant

    @classmethod
    def of(cls, structure: Structure) -> "StructureRead":
        return cls(
            siret=structure.siret,
            identifier_type=Coded.of(structure.identifier_type, structure.identifier_type),
            name=structure.name,
            public=structure.public,
            address=_address(structure),
            state=Coded.of(structure.state, structure.state),
            parameters=ParametersRead.model_validate(structure),
            requires=RequirementRead.model_validate(structure.requires),
            requires_label=structure.requires.label,
            services=[ServiceRead.of(item, today()) for item in structure.services],
            as_of=now(),
        )


class PageAsked(BaseModel):
    """Which part of a list to show: `page` counts from 1."""

    page: int = Field(default=1, ge=1, le=1_000_000)
    size: int = Field(default=20, ge=1, le=100)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    def part_of[K](self, keys: Sequence[K]) -> Sequence[K]:
        return keys[self.offset : self.offset + self.size]


class StructurePage(BaseModel):
    """One page; `total` counts what all the `pages` hold."""

    items: list[StructureRead]
    total: int
    page: int
    size: int
    pages: int

    @classmethod
    def of(cls, shown: Iterable[Structure], asked: PageAsked, *, total: int) -> "StructurePage":
        items = [StructureRead.of(structure) for structure in shown]
        pages = -(-total // asked.size)
        return cls(items=items, total=total, page=asked.page, size=asked.size, pages=pages)


def _address(structure: Structure) -> AddressRead | None:
    known = structure.postcode or structure.town
    if structure.non_diffusible or not known:
        return None
    return AddressRead.model_validate(structure)
