"""Pieces that every resource of the portal shares."""

from datetime import datetime
from typing import Annotated, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from api.core.clock import local


def _local(instant: datetime) -> str:
    return local(instant).isoformat(timespec="seconds")


def _euros(cents: int) -> str:
    """`50700` → `"507.00"`, with integers only; credit notes are negative."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d}"


def _cents(written: object) -> object:
    """The way back, for an answer that was stored; anything but such a string passes through."""
    return int(written.replace(".", "")) if isinstance(written, str) else written


# ISO 8601 with the offset of the settings' time zone, Europe/Paris by default.
LocalInstant = Annotated[datetime, PlainSerializer(_local, return_type=str)]
Cents = Annotated[int, BeforeValidator(_cents), PlainSerializer(_euros, return_type=str)]


class HasLabel(Protocol):
    """A code enumeration's member, or a row of reference data."""

    @property
    def label(self) -> str: ...


class Coded(BaseModel):
    """A stable code for programs, a French label for people."""

    code: str
    label: str

    @classmethod
    def of(cls, code: str, labelled: HasLabel) -> "Coded":
        return cls(code=code, label=labelled.label)


class StructureRef(BaseModel):
    """A structure as others mention it."""

    model_config = ConfigDict(from_attributes=True)

    siret: str
    name: str
