"""What a user asks to do with an invoice, and what he may do."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from api.portal.invoices.schemas import StepRead
from api.portal.schemas import Coded, LocalInstant, StructureRef

# Ours, but for those of the pivot's schema: they only bound what is stored.
_Comment = Annotated[str, StringConstraints(max_length=4000)]
# Far over the 255 characters that the service explains in French.
_Reason = Annotated[str, StringConstraints(max_length=4000)]
_Siret = Annotated[str, StringConstraints(max_length=100)]
_ServiceCode = Annotated[str, StringConstraints(max_length=100)]
_Engagement = Annotated[str, StringConstraints(max_length=50)]


class RecycleRequest(BaseModel):
    """The three things that may change; an absent one stays, an empty one is removed."""

    recipient_siret: _Siret | None = None
    service_code: _ServiceCode | None = None
    engagement: _Engagement | None = None
    comment: _Comment | None = None


class CommentRequest(BaseModel):
    comment: _Comment | None = None


class SentFile(BaseModel):
    """A file as it was received: `size` in bytes, `sha256` in hexadecimal."""

    name: str
    size: int
    sha256: str


class CompleteRequest(BaseModel):
    comment: _Comment | None = None
    attachments: list[SentFile] = []


class CompleteJson(CompleteRequest):
    """`attachment_ids` name files joined to the conversation of the caller's token."""

    # The number is that of the form's files.
    attachment_ids: Annotated[list[str], Field(max_length=100)] = []


class RefuseRequest(BaseModel):
    reason: _Reason | None = None
    comment: _Comment | None = None


class StatusRequest(BaseModel):
    """`status` is a code of the portal; `mandate_number` is that of the order to pay."""

    status: Annotated[str, StringConstraints(max_length=64)]
    reason: _Reason | None = None
    comment: _Comment | None = None
    mandate_number: Annotated[str, StringConstraints(max_length=50)] | None = None


class TargetRead(Coded):
    """`mandate_number`: whether that of the order to pay may come with it."""

    reason_required: bool
    mandate_number: bool


class OfferRead(Coded):
    """`targets`: the statuses that `set_status` or `set_works_status` may bring, the framework of
    the document that `answer_works` deposits; empty for the other actions.
    """

    reason_required: bool
    targets: list[TargetRead]


class OfferPage(BaseModel):
    """`year` and the supplier's SIRET tell this invoice from others of its number."""

    number: str
    supplier: StructureRef
    year: int
    status: Coded
    answer_by: LocalInstant | None
    items: list[OfferRead]
    as_of: LocalInstant


class HistoryStepRead(StepRead):
    reason: str | None


class HistoryActionRead(BaseModel):
    """What somebody did without changing the status."""

    code: str
    label: str
    at: LocalInstant
    actor: str
    comment: str | None


class AttachmentRead(BaseModel):
    """`kind` is `01` for the invoice itself, `02` for what is joined; `size` is in bytes."""

    name: str
    kind: Coded
    media_type: str
    size: int
    at: LocalInstant


class HistoryRead(BaseModel):
    """All lists are oldest first."""

    number: str
    supplier: StructureRef
    year: int
    steps: list[HistoryStepRead]
    actions: list[HistoryActionRead]
    attachments: list[AttachmentRead]
    as_of: LocalInstant
