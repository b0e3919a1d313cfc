"""Bodies of `/desk/v1/supervision`, of reassigning, of profiles and teams."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from api.desk.presence.schemas import ColleagueOut
from api.desk.schemas import UserOut, WaitingOut

# Our choice: nobody answers more people at once.
MAX_CAPACITY = 20


class ProfileIn(BaseModel):
    """`themes` and `teams` are codes; no theme makes a generalist."""

    capacity: Annotated[int, Field(ge=1, le=MAX_CAPACITY)]
    themes: Annotated[list[str], Field(max_length=50)] = []
    teams: Annotated[list[str], Field(max_length=50)] = []


class TeamIn(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]


class UrgencyIn(BaseModel):
    urgent: bool


class HeldOut(BaseModel):
    """A conversation in an agent's hands."""

    id: str
    user: UserOut
    since: datetime | None
    waiting_for_agent: bool
    urgent: bool


class SupervisedOut(ColleagueOut):
    conversations: list[HeldOut]


class FiguresOut(BaseModel):
    """Waits in seconds; null where there is nothing to count. Today: of the desk's time zone."""

    waiting: int
    longest_wait_s: int | None
    median_wait_s_today: int | None
    handled_today: int
    satisfaction_today: float | None


class SupervisionOut(BaseModel):
    waiting: list[WaitingOut]
    agents: list[SupervisedOut]
    figures: FiguresOut
