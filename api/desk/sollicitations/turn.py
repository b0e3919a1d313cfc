"""Whose turn it is: what this agent may do with a sollicitation now, and why not the rest."""

from dataclasses import dataclass

from api.desk.access.auth import SignedIn
from api.domain.agent_role import AgentRole
from api.domain.sollicitation_acts import Act, Party, acts_for
from api.domain.sollicitations import SollicitationStatus as Status
from api.models.sollicitation import Sollicitation


@dataclass(frozen=True, slots=True)
class Turn:
    """`why`: what keeps from answering, empty if nothing does. `give`: to a colleague."""

    mine: bool
    may_take: bool
    may_give: bool
    may_answer: bool
    may_close: bool
    why: str

    @property
    def mark(self) -> str:
        """What the page's answer box depends on."""
        return self.why or "answer"


def turn_of(row: Sollicitation, agent: SignedIn) -> Turn:
    acts = acts_for(Party.RECEIVER, row.status)
    supervises = agent.role.includes(AgentRole.SUPERVISOR)
    mine = row.assignee == agent.login
    assignable = Act.ASSIGN in acts
    answerable = mine and Act.ANSWER in acts
    return Turn(
        mine=mine,
        may_take=assignable and not mine and (row.assignee is None or supervises),
        may_give=assignable and supervises,
        may_answer=answerable,
        may_close=mine and Act.CLOSE in acts,
        why="" if answerable else _why(row, mine=mine),
    )


def _why(row: Sollicitation, *, mine: bool) -> str:
    if row.status is Status.CLOSED:
        return "Cette sollicitation est clôturée\u00a0: il n’y a plus rien à répondre."
    if row.assignee is None:
        return "Prenez d’abord cette sollicitation en charge pour y répondre."
    if not mine:
        holder = row.assignee_name
        return f"Cette sollicitation est en charge de {holder}\u00a0: seul cet agent répond."
    return "La réponse est partie\u00a0: l’auteur peut l’accepter, la compléter ou la renvoyer."
