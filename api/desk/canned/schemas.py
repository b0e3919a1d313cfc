"""Bodies of `/desk/v1/canned-replies`."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

# Far over the limits that the service explains in French; this only bounds the work.
_Line = Annotated[str, StringConstraints(max_length=500)]
_Text = Annotated[str, StringConstraints(max_length=20_000)]


class CannedIn(BaseModel):
    """`shortcut` is what an agent types after a slash; `theme` the code of a theme, or null."""

    shortcut: _Line
    title: _Line
    text: _Text
    theme: _Line | None = None


class CannedOut(BaseModel):
    """`missing`: the variables that nothing fills in that conversation, still in `text`."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    shortcut: str
    title: str
    text: str
    theme: str | None
    missing: list[str] = []


class CannedPage(BaseModel):
    items: list[CannedOut]
    total: int
