"""Which entries of the register are wanted."""

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Request
from pydantic import BaseModel, BeforeValidator, Field

from api.core.settings import get_settings
from api.desk.access.sign_in import canonical_login
from api.desk.audit import recording as audit
from api.desk.audit.labels import codes_of, label_of
from api.desk.audit.repository import AuditFilter
from api.domain.plain_text import storable

# Beyond, nothing was ever written, and calendars end.
_FIRST, _LAST = date(2000, 1, 1), date(2999, 12, 31)
# A code, a login, an id or a day; anything else may be what somebody said.
_PLAIN = re.compile(r"[\w.@:-]{1,160}", re.ASCII)


def _unless_blank(value: object) -> object:
    """An empty field of a form asks nothing."""
    return (storable(value).strip() or None) if isinstance(value, str) else value


_Blank = BeforeValidator(_unless_blank)
_Day = Annotated[date | None, Field(ge=_FIRST, le=_LAST), _Blank]


class AuditAsked(BaseModel):
    """`subject` is `kind:id`, as `conversation:<uuid>`; `since` and `until` are days of the desk's
    clock, both included. The filters add up.
    """

    agent: Annotated[str | None, Field(max_length=64), _Blank] = None
    subject: Annotated[str | None, Field(max_length=160), _Blank] = None
    action: Annotated[str | None, Field(max_length=64), _Blank] = None
    since: _Day = None
    until: _Day = None

    def wanted(self, before: int | None = None, *, alike: bool = False) -> AuditFilter:
        """`before`: older than this entry. `alike`: all codes that say the same to a person."""
        action = self.action or ""
        one = (action,) if action else ()
        return AuditFilter(
            agent_login=canonical_login(self.agent) if self.agent else None,
            subject=self.subject,
            actions=(alike and codes_of(label_of(action))) or one,
            before=before,
            since=_begins(self.since),
            until=_begins(self.until and self.until + timedelta(days=1)),
        )


def tell_filters(request: Request, asked: AuditAsked) -> None:
    """In what the register keeps of its own reading."""
    given = asked.model_dump(mode="json", exclude_none=True, include=set(AuditAsked.model_fields))
    detail = {name: text for name, text in given.items() if _PLAIN.fullmatch(text)}
    if "subject" in detail:  # to look here for who saw something is not to see it
        detail["about"] = detail.pop("subject")
    audit.specify(request, None, **detail)


def _begins(day: date | None) -> datetime | None:
    zone = ZoneInfo(get_settings().timezone)
    return day and datetime.combine(day, time.min, zone)
