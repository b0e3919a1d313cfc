"""What the parties of a works market ask for, and how their documents follow each other."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from api.portal.schemas import Cents, Coded, LocalInstant, StructureRef

# Wider than what is stored: these only bound the work, the service explains in French.
_Text = Annotated[str, StringConstraints(max_length=4000)]
_Siret = Annotated[str, StringConstraints(max_length=200)]
_Amount = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,12}[.][0-9]{2}$")]
_Code = Annotated[str, StringConstraints(max_length=64)]


class WorksStatusRequest(BaseModel):
    """`status` is a code of the portal, among the `targets` of `set_works_status`."""

    status: _Code
    reason: _Text | None = None
    comment: _Text | None = None


class WorksDepositRequest(BaseModel):
    """`framework` is a code of the portal, or its number: `A4`; `amount`, in euros, tax included.

    `supplier_siret` is one of the caller's structures.
    """

    framework: _Code
    number: Annotated[str, StringConstraints(max_length=100)]
    supplier_siret: _Siret
    recipient_siret: _Siret
    moe_siret: _Siret | None = None
    moa_siret: _Siret | None = None
    service_code: Annotated[str, StringConstraints(max_length=100)] | None = None
    engagement: Annotated[str, StringConstraints(max_length=50)] | None = None
    market: Annotated[str, StringConstraints(max_length=50)] | None = None
    amount: _Amount
    comment: _Text | None = None

    @property
    def amount_cents(self) -> int:
        return int(self.amount.replace(".", ""))


class WorksAnswerRequest(BaseModel):
    """The document that follows: its number, and what differs from the one that it answers.

    `amount` is in euros, tax included: the MOE may admit another sum than the titulaire asked for.
    `service_code` and `engagement` are the payer's; an absent one stays, an empty one is removed.
    `moe_siret` and `moa_siret` name who was not named yet.
    """

    number: Annotated[str, StringConstraints(max_length=100)]
    moe_siret: _Siret | None = None
    moa_siret: _Siret | None = None
    amount: _Amount | None = None
    service_code: Annotated[str, StringConstraints(max_length=100)] | None = None
    engagement: Annotated[str, StringConstraints(max_length=50)] | None = None
    comment: _Text | None = None

    @property
    def amount_cents(self) -> int | None:
        return None if self.amount is None else int(self.amount.replace(".", ""))


class WorksPartyRequest(BaseModel):
    """`siret` is that of the right maîtrise d'œuvre, or of the right maîtrise d'ouvrage."""

    siret: _Siret
    comment: _Text | None = None


class WorksLinkRead(BaseModel):
    """Another document of the same works, that the reader sees too."""

    number: str
    year: int
    framework: Coded
    status: Coded
    amount: Cents


class WorksRead(BaseModel):
    """`depositor` and `holder` are sides: `supplier`, `moe`, `moa`, `recipient`."""

    number: str
    year: int
    document: Coded
    framework: Coded
    depositor: str
    holder: str
    supplier: StructureRef
    moe: StructureRef | None
    moa: StructureRef | None
    recipient: StructureRef
    previous: WorksLinkRead | None
    following: list[WorksLinkRead]
    as_of: LocalInstant
