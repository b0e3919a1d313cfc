"""When the desk is open: weekly slots, public holidays, exceptional closures."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Path, Response

from api.chat.agent_hours import agent_hours
from api.core.db import ReadSessionDep, SessionDep
from api.core.settings import get_settings
from api.desk.access.auth import SupervisorDep
from api.desk.closures import service as closures
from api.desk.closures.schemas import ClosureIn
from api.desk.pages.forms import Closure
from api.desk.pages.guard import PageRoute, go
from api.desk.pages.rendering import html
from api.desk.pages.shell import CLOSURES, shell
from api.desk.pages.wording import weekly_slots

router = APIRouter(route_class=PageRoute)

_DONE = {"added": "La fermeture est ajoutée.", "removed": "La fermeture est supprimée."}


@router.get(CLOSURES)
async def read_closures(agent: SupervisorDep, session: ReadSessionDep, done: str = "") -> Response:
    """To come and under way."""
    settings = get_settings()
    facts: dict[str, Any] = {
        **shell(agent, CLOSURES),
        "hours": await agent_hours(session),
        "weekly": weekly_slots(settings.opening),
        "timezone": settings.timezone,
        "rows": await closures.read_closures(session),
        "key": uuid4(),
        "done": _DONE.get(done, ""),
    }
    return html("closures.html", **facts)


@router.post(CLOSURES)
async def add_closure(_: SupervisorDep, session: SessionDep, form: Closure) -> Response:
    """Close exceptionally; the same form sent twice closes once."""
    wanted = ClosureIn(starts_at=form.starts_at, ends_at=form.ends_at, label=form.label)
    await closures.add_closure(session, str(form.key), wanted)
    return go(f"{CLOSURES}?done=added")


@router.post(CLOSURES + "/{closure_id}/removal")
async def remove_closure(
    closure_id: Annotated[int, Path(ge=1, le=2**31 - 1)], _: SupervisorDep, session: SessionDep
) -> Response:
    """Open again."""
    await closures.remove_closure(session, closure_id)
    return go(f"{CLOSURES}?done=removed")
