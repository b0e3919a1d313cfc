"""`GET /chat/v1/hours`: whether an agent can come, for whoever asks."""

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.chat.agent_hours import agent_hours
from api.core.db import ReadSessionDep

router = APIRouter(prefix="/chat/v1", tags=["chat"])


class HoursOut(BaseModel):
    """`next_opening` after now, null when the desk never closes; `text` is French."""

    open: bool
    agents_present: bool
    next_opening: datetime | None
    text: str


@router.get("/hours")
async def read_hours(session: ReadSessionDep, response: Response) -> HoursOut:
    """As of now; public, and of no conversation."""
    response.headers["Cache-Control"] = "no-store"
    hours = await agent_hours(session)
    return HoursOut(
        open=hours.open,
        agents_present=hours.present,
        next_opening=hours.next_opening,
        text=hours.sentence(),
    )
