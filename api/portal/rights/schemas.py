"""Requests, rattachements and spaces as the portal takes and shows them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from api.domain.identifiers import MAX_IDENTIFIER
from api.domain.plain_text import compact, storable
from api.models.user import Rattachement
from api.portal.schemas import Coded, LocalInstant, StructureRef

# Wider than what is stored: this only bounds the work, the service explains in French.
_Identifier = Annotated[str, StringConstraints(max_length=2 * MAX_IDENTIFIER)]
_Code = Annotated[str, StringConstraints(max_length=64)]
_Login = Annotated[str, StringConstraints(max_length=120)]
_Text = Annotated[str, StringConstraints(max_length=5_000)]


class RattachementRequestCreate(BaseModel):
    siret: _Identifier

    def normalised(self) -> "RattachementRequestCreate":
        return RattachementRequestCreate(siret=compact(self.siret))


class SpaceRequestCreate(BaseModel):
    siret: _Identifier
    space: _Code

    def normalised(self) -> "SpaceRequestCreate":
        return SpaceRequestCreate(siret=compact(self.siret), space=compact(self.space))


class DecisionCreate(BaseModel):
    """`reason` is for the one who asked; it is welcome with a refusal, never compulsory."""

    approve: bool
    reason: _Text | None = None

    def normalised(self) -> "DecisionCreate":
        return DecisionCreate(approve=self.approve, reason=storable(self.reason or "") or None)


class SpaceOpening(BaseModel):
    space: _Code


class SpaceClosing(BaseModel):
    """Nothing: the address says which space, and whose."""


class RoleChange(BaseModel):
    role: _Code


class StateChange(BaseModel):
    state: _Code


class Transfer(BaseModel):
    """`login` is that of the next principal manager."""

    login: _Login


class Detachment(BaseModel):
    """`successor` is the login of the next principal manager, when the present one leaves."""

    successor: _Login | None = None


class PersonRef(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    login: str
    name: str


class RequestRead(BaseModel):
    """`space` is null for a rattachement; `warning` is French, or null.

    `mine`: the caller filed it. `can_decide`: it waits for a decision that he may take.
    """

    id: int
    kind: Coded
    state: Coded
    structure: StructureRef
    space: Coded | None
    requester: PersonRef
    created_at: LocalInstant
    decided_at: LocalInstant | None
    reason: str | None
    warning: str | None
    mine: bool
    can_decide: bool
    as_of: LocalInstant


class RequestPage(BaseModel):
    """The hundred newest at most; `total` counts them all."""

    items: list[RequestRead]
    total: int


class RattachementRead(BaseModel):
    """`spaces` are those subscribed to, in the order in which the portal lists them."""

    structure: StructureRef
    user: PersonRef
    role: Coded
    attachment: Coded
    spaces: list[Coded]
    as_of: LocalInstant


class RattachementPage(BaseModel):
    items: list[RattachementRead]
    total: int


class ManagerRead(BaseModel):
    """A name and a role: logins are for managers alone."""

    name: str
    role: Coded

    @classmethod
    def of(cls, item: Rattachement) -> "ManagerRead":
        return cls(name=item.user.name, role=Coded.of(item.role, item.role))


class ManagersRead(BaseModel):
    """The principal manager first."""

    structure: StructureRef
    items: list[ManagerRead]
    as_of: LocalInstant


class OpenSpacesRead(BaseModel):
    structure: StructureRef
    spaces: list[Coded]
    as_of: LocalInstant


class CheckRead(BaseModel):
    """`ok` is null for a step that comes after the missing one."""

    code: str
    label: str
    ok: bool | None


class WhoRead(BaseModel):
    """Who has to act; `role` is French."""

    name: str
    role: str


class ProposedRequest(BaseModel):
    """`kind` says where to file: `rattachement` or `space`."""

    kind: str
    label: str


class OtherStructure(BaseModel):
    """Another structure of the caller, and the step that he misses there."""

    siret: str
    name: str
    missing: str | None


class SpaceDiagnosis(BaseModel):
    """`who` is null when the caller may act himself, or may not know whom to ask."""

    space: Coded
    structure: StructureRef | None
    checks: list[CheckRead]
    missing: str | None
    explanation: str
    who: WhoRead | None
    you_can_do_it: bool
    request: ProposedRequest | None
    pending_since: LocalInstant | None
    others: list[OtherStructure]
    as_of: LocalInstant
