"""What is sent to file, to keep as a draft, and to act."""

import hashlib
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from api.domain.plain_text import compact, storable
from api.domain.sollicitation_acts import Act

# Far over the limits that the service explains in French; this only bounds the work.
_Text = Annotated[str, StringConstraints(max_length=50_000)]
_Code = Annotated[str, StringConstraints(max_length=64)]
_Title = Annotated[str, StringConstraints(max_length=1_000)]
_Email = Annotated[str, StringConstraints(max_length=320)]
# Ids are 32-bit in the tables: a larger one names nothing.
_Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
# A filing of before they existed keeps the hash that it had.
_ADDED = ("addressee_siret", "title", "attach_transcript", "draft", "email", "attachments")
# Ours: it bounds one act.
MAX_FILES = 20


class SollicitationContents(BaseModel):
    """What a sollicitation says, whole or still a draft."""

    category: _Code = ""
    sub_category: _Code = ""
    structure_siret: _Code | None = None
    invoice_number: Annotated[str, StringConstraints(max_length=100)] | None = None
    description: _Text = ""
    conversation_id: _Code | None = None
    addressee_siret: _Code | None = None
    title: _Title | None = None

    def _canonical(self) -> dict[str, str | None]:
        return {
            "category": compact(self.category),
            "sub_category": compact(self.sub_category),
            "structure_siret": compact(self.structure_siret or "") or None,
            "invoice_number": compact(self.invoice_number or "") or None,
            "description": storable(self.description),
            "conversation_id": storable(self.conversation_id or "") or None,
            "addressee_siret": compact(self.addressee_siret or "") or None,
            "title": " ".join(storable(self.title or "").split()) or None,
        }


class DraftUpdate(SollicitationContents):
    """The draft as it now is: what is left out is emptied."""

    def normalised(self) -> "DraftUpdate":
        return self.model_copy(update=self._canonical())


class SollicitationCreate(SollicitationContents):
    """The body of a filing, made canonical by `normalised` before anything else.

    `email` is for a caller without an account; `attach_transcript` is his consent; `attachments`
    are ids of files of the conversation that his token was minted for.
    """

    attach_transcript: bool = False
    draft: bool = False
    email: _Email | None = None
    attachments: Annotated[list[_Code], Field(max_length=MAX_FILES)] = Field(
        default_factory=list[str]
    )

    def normalised(self) -> "SollicitationCreate":
        email = storable(self.email or "") or None
        once = list(dict.fromkeys(self.attachments))
        return self.model_copy(update={**self._canonical(), "email": email, "attachments": once})

    def digest(self) -> str:
        """SHA-256 (hex) of a canonical body."""
        unsaid = {name for name in _ADDED if not getattr(self, name)}
        return hashlib.sha256(self.model_dump_json(exclude=unsaid).encode()).hexdigest()


class ActWanted(BaseModel):
    """An act of one side; `files` are ids of files that it joined, not said yet."""

    act: Act
    text: _Text | None = None
    files: Annotated[list[_Id], Field(max_length=MAX_FILES)] = Field(default_factory=list[int])
