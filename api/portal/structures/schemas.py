"""A structure as the directory shows it."""

from pydantic import BaseModel, ConfigDict

from api.core.clock import now
from api.models.structure import Structure
from api.portal.schemas import Coded, LocalInstant


class RequirementRead(BaseModel):
    """`either`: one of the two is enough, and the two others are then false."""

    model_config = ConfigDict(from_attributes=True)

    service_code: bool
    engagement: bool
    either: bool


class ServiceRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    code: str
    name: str
    active: bool
    engagement_required: bool


class StructureRead(BaseModel):
    siret: str
    name: str
    public: bool
    state: Coded
    requires: RequirementRead
    requires_label: str
    services: list[ServiceRead]
    as_of: LocalInstant

    @classmethod
    def of(cls, structure: Structure) -> "StructureRead":
        return cls(
            siret=structure.siret,
            name=structure.name,
            public=structure.public,
            state=Coded.of(structure.state, structure.state),
            requires=RequirementRead.model_validate(structure.requires),
            requires_label=structure.requires.label,
            services=[ServiceRead.model_validate(item) for item in structure.services],
            as_of=now(),
        )


class StructurePage(BaseModel):
    """The first twenty at most; `total` counts them all."""

    items: list[StructureRead]
    total: int
