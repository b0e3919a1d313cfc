"""What users ask about a structure that they create or manage."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from api.domain.identifiers import MAX_IDENTIFIER
from api.portal.rights.schemas import RattachementRead
from api.portal.structures.schemas import StructureRead

# Wider than what is stored where the service explains in French.
_Identifier = Annotated[str, StringConstraints(max_length=2 * MAX_IDENTIFIER)]
_Code = Annotated[str, StringConstraints(max_length=64)]
_Name = Annotated[str, StringConstraints(max_length=200)]
_Postcode = Annotated[str, StringConstraints(max_length=10)]
_Town = Annotated[str, StringConstraints(max_length=100)]


class StructureCreate(BaseModel):
    """`identifier_type` is a code of the portal: `SIRET`, `UE_HORS_FRANCE`…"""

    identifier: _Identifier
    identifier_type: _Code = "SIRET"
    name: _Name
    postcode: _Postcode | None = None
    town: _Town | None = None
    public: bool = False


class StructureCreated(BaseModel):
    """`warning` is French: the identifier looks wrong, and may be right all the same."""

    structure: StructureRead
    rattachement: RattachementRead
    warning: str | None


class RequirementChange(BaseModel):
    """`either` wins over the other two."""

    service_code: bool
    engagement: bool
    either: bool


class ParametersChange(BaseModel):
    """An absent one stays. EDI comes with a connection, and the publication from the INSEE."""

    moa: bool | None = None
    moa_only: bool | None = None
    delegated_validator: bool | None = None
    payment_status_returned: bool | None = None


class StructureChange(BaseModel):
    """An absent one stays; an empty `postcode` or `town` is removed."""

    name: _Name | None = None
    aliases: Annotated[list[_Name], Field(max_length=20)] | None = None
    postcode: _Postcode | None = None
    town: _Town | None = None
    requires: RequirementChange | None = None
    parameters: ParametersChange | None = None


class ServiceCreate(BaseModel):
    """Both dates are included; a null one leaves that end open."""

    code: Annotated[str, StringConstraints(max_length=200)]
    name: _Name
    engagement_required: bool = False
    valid_from: date | None = None
    valid_until: date | None = None


class ServiceClosing(BaseModel):
    """Nothing: the address says which service."""
