"""What the forms of the pages send. Limits only bound the work: services refuse in French."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Form
from pydantic import BaseModel, Field

from api.desk.schemas import ToIn
from api.desk.sollicitations.schemas import FileId
from api.desk.supervision.schemas import MAX_CAPACITY
from api.domain.agent_role import AgentRole
from api.domain.sign_in_method import SignInMethod

_Code = Annotated[str, Field(max_length=160)]
_Line = Annotated[str, Field(max_length=500)]
_Text = Annotated[str, Field(max_length=20_000)]
_Name = Annotated[str, Field(min_length=1, max_length=120)]


class ActForm(BaseModel):
    """The same `key` again does nothing."""

    key: UUID | None = None

    @property
    def idempotency_key(self) -> str | None:
        return self.key and str(self.key)


class ReceiverForm(ActForm):
    """`to`: `agent:<login>`, `team:<code>`, or nothing for nobody in particular."""

    to: _Code = ""

    def receiver(self) -> ToIn | None:
        kind, _, name = self.to.partition(":")
        if kind == "agent":
            return ToIn(agent=name[:64])
        return ToIn(team=name[:64]) if kind == "team" else None


class TransferForm(ReceiverForm):
    note: Annotated[str, Field(max_length=2000)] = ""


class CloseForm(ActForm):
    outcome: _Code = ""
    reason: Annotated[str, Field(max_length=300)] = ""


class UrgencyForm(BaseModel):
    urgent: _Code = ""


class NoteForm(BaseModel):
    """The same `client_id` again writes nothing."""

    client_id: UUID
    text: Annotated[str, Field(max_length=2000)] = ""


class FilingForm(BaseModel):
    """`about` is `category/sub_category`; the same `key` again files nothing."""

    key: UUID
    about: _Code
    structure: _Code = ""
    addressee: _Code = ""
    invoice: _Code = ""
    description: _Text = ""


class ProfileForm(BaseModel):
    capacity: Annotated[int, Field(ge=1, le=MAX_CAPACITY)]
    theme: Annotated[list[_Code], Field(max_length=50)] = []
    team: Annotated[list[_Code], Field(max_length=50)] = []


class CannedForm(BaseModel):
    shortcut: _Line = ""
    title: _Line = ""
    text: _Text = ""
    theme: _Line = ""


class AccountForm(BaseModel):
    name: _Name
    role: AgentRole


class NewAccountForm(AccountForm, ActForm):
    login: Annotated[str, Field(min_length=1, max_length=64)]
    sign_in: SignInMethod = SignInMethod.PASSWORD


class ResetForm(ActForm):
    sign_in: SignInMethod = SignInMethod.PASSWORD


class ClosureForm(BaseModel):
    """Instants without offset, on the desk's clock; the same `key` again closes nothing more."""

    key: UUID
    starts_at: datetime
    ends_at: datetime
    label: _Name


class SollicitationActForm(BaseModel):
    """The same `key` again acts no more; `to` is the login of who is put in charge."""

    act: Literal["assign", "answer", "ask", "close"]
    key: Annotated[str, Field(min_length=1, max_length=64)]
    text: Annotated[str, Field(max_length=50_000)] = ""
    files: Annotated[list[FileId], Field(max_length=50)] = []
    to: Annotated[str, Field(max_length=64)] = ""


Act = Annotated[ActForm, Form()]
Receiver = Annotated[ReceiverForm, Form()]
Transfer = Annotated[TransferForm, Form()]
Close = Annotated[CloseForm, Form()]
Urgency = Annotated[UrgencyForm, Form()]
Note = Annotated[NoteForm, Form()]
Filing = Annotated[FilingForm, Form()]
Profile = Annotated[ProfileForm, Form()]
Canned = Annotated[CannedForm, Form()]
Account = Annotated[AccountForm, Form()]
NewAccount = Annotated[NewAccountForm, Form()]
Reset = Annotated[ResetForm, Form()]
Closure = Annotated[ClosureForm, Form()]
SollicitationAct = Annotated[SollicitationActForm, Form()]
