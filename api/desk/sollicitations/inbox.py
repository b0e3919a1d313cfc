"""The support's inbox: one view of it at a time, with how many are in each."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.desk.access.auth import SignedIn
from api.desk.sollicitations import repository
from api.desk.sollicitations.schemas import InboxAsked, InboxPage
from api.desk.sollicitations.views import View
from api.domain.sollicitations import Receiver
from api.domain.sollicitations import SollicitationStatus as Status
from api.portal.sollicitations.reading import Criteria, search

_OPEN: Collection[Status] = [
    status for status in Status if status not in {Status.DRAFT, Status.CLOSED}
]


async def read_inbox(session: AsyncSession, asked: InboxAsked, agent: SignedIn) -> InboxPage:
    found = await search(session, criteria_of(asked, agent.login))
    views = await repository.counts(session, agent.login, clock.now())
    return InboxPage(items=list(found.items), total=found.total, views=views)


def criteria_of(asked: InboxAsked, login: str) -> Criteria:
    """`login` is that of the agent who looks."""
    view = asked.view
    return Criteria(
        receiver=Receiver.SUPPORT,
        assignee={View.TO_TAKE: "", View.MINE: login}.get(view),
        statuses=[Status.CLOSED] if view is View.CLOSED else _OPEN,
        overdue=view is View.OVERDUE,
        by_due=view is not View.CLOSED,
        q=asked.q,
        page=asked.page,
        size=asked.size,
    )
