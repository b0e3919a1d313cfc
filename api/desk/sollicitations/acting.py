"""What an agent does with a sollicitation, in the name of the support."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Header, Request
from sqlalchemy.ext.asyncio import AsyncSession

from api.desk.access.auth import SignedIn
from api.desk.audit import recording as audit
from api.desk.errors import RoleRequiredError
from api.desk.presence.colleagues import find_colleague
from api.desk.sollicitations.schemas import ActIn
from api.domain.agent_role import AgentRole
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver
from api.models.sollicitation import Sollicitation
from api.portal.idempotency import checked_key
from api.portal.sollicitations.acting import Actor, Assignee, Wanted, perform


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked, once per key."""

    wanted: ActIn
    key: str


def order_of(body: ActIn, idempotency_key: Annotated[str | None, Header()] = None) -> Order:
    """Raises IdempotencyKeyRequiredError: no key, or an odd one."""
    return Order(body, checked_key(idempotency_key))


async def act(
    request: Request, session: AsyncSession, row: Sollicitation, order: Order, agent: SignedIn
) -> Sollicitation:
    """Do it once per key.

    Raises:
        RoleRequiredError, AgentNotFoundError: to give it to a colleague, and to which one.
        ChoraleError: what `perform` refuses.
    """
    wanted = order.wanted
    to = await _colleague(session, wanted, agent)
    audit.specify(
        request,
        f"sollicitation:{row.reference}",
        act=wanted.act,
        **({"to": to.login} if to else {}),
    )
    said = Wanted(Act(wanted.act), wanted.text, wanted.files, order.key, to)
    return await perform(session, row.id, said, actor_of(agent))


def actor_of(agent: SignedIn) -> Actor:
    supervises = agent.role.includes(AgentRole.SUPERVISOR)
    return Actor(
        Party.RECEIVER,
        agent.name,
        agent.login,
        may_take_over=supervises,
        treats=Receiver.SUPPORT,
    )


async def _colleague(session: AsyncSession, wanted: ActIn, agent: SignedIn) -> Assignee | None:
    if wanted.act != "assign" or wanted.to in {None, "", agent.login}:
        return None
    if not agent.role.includes(AgentRole.SUPERVISOR):
        raise RoleRequiredError([AgentRole.SUPERVISOR])
    one = await find_colleague(session, wanted.to or "")
    return Assignee(one.login, one.name)
