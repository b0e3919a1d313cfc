"""How long an agent's session keeps him there. Real time throughout, never the business clock.

The page of the desk pings: its lease is short, and pings alone renew it, so that a laptop that is
closed is soon known. A tool that keeps to the contract without pinging is there for a while after
each call, and as long as its stream is open.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, literal

from api.models.agent import AgentSession
from api.models.base import UtcDateTime

# Our choices: a page (pulse.js) pings every 20 s, and may miss two.
PING_EVERY = timedelta(seconds=20)
PING_LEASE = timedelta(seconds=60)
CALL_LEASE = timedelta(minutes=10)


def renewed_by_call(at: datetime) -> ColumnElement[datetime | None]:
    """The value of `lease_until` after a call at this instant."""
    until = literal(at + CALL_LEASE, UtcDateTime)
    return case((AgentSession.pings, AgentSession.lease_until), else_=until)
