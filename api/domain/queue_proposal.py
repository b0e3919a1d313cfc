"""To whom a waiting conversation is proposed; the order of the queue is the same for all."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a waiting conversation asks for; None asks for nobody in particular."""

    theme: str | None = None
    team: str | None = None
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """An agent to whom conversations may be proposed. No theme at all means a generalist."""

    login: str
    themes: frozenset[str]
    teams: frozenset[str]


def is_for(wanted: Wanted, agent: Proposed, free: Collection[Proposed]) -> bool:
    """Whether it is proposed to `agent`, given all who have a place free (he may be among them).

    Nobody waits for someone who cannot come: a wish that no one free fulfils is dropped, so that
    whoever is told « un agent va vous répondre » is proposed to one who can.
    """
    for fulfils in (_is_agent, _is_of_team, _knows_theme):
        if any(fulfils(wanted, other) for other in (*free, agent)):
            return fulfils(wanted, agent)
    return True


def _is_agent(wanted: Wanted, agent: Proposed) -> bool:
    return wanted.agent is not None and wanted.agent == agent.login


def _is_of_team(wanted: Wanted, agent: Proposed) -> bool:
    return wanted.team is not None and wanted.team in agent.teams


def _knows_theme(wanted: Wanted, agent: Proposed) -> bool:
    return wanted.theme is not None and (not agent.themes or wanted.theme in agent.themes)
