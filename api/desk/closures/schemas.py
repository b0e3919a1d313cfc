"""Bodies of `/desk/v1/closures`."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class ClosureIn(BaseModel):
    """Without an offset, an instant is read on the desk's clock. `label` is for colleagues."""

    starts_at: datetime
    ends_at: datetime
    label: Annotated[str, Field(min_length=1, max_length=120)]


class ClosureOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    starts_at: datetime
    ends_at: datetime
    label: str


class ClosuresOut(BaseModel):
    items: list[ClosureOut]
    total: int
