"""Bodies of `/desk/v1/presence` and `/desk/v1/colleagues`."""

from datetime import datetime

from pydantic import BaseModel


class PresenceIn(BaseModel):
    """`available` False begins a break, True ends it; null changes nothing."""

    available: bool | None = None


class PresenceOut(BaseModel):
    """`lease_until`: without another ping, the agent is gone then."""

    available: bool
    present: bool
    lease_until: datetime
    capacity: int
    in_hand: int


class ColleagueOut(BaseModel):
    """`themes` and `teams` are codes; no theme at all is a generalist."""

    login: str
    name: str
    present: bool
    available: bool
    in_hand: int
    capacity: int
    themes: list[str]
    teams: list[str]


class TeamOut(BaseModel):
    """`present`: how many of its members are there, breaks aside."""

    code: str
    name: str
    present: int


class ColleaguesOut(BaseModel):
    agents: list[ColleagueOut]
    teams: list[TeamOut]
