"""When a sollicitation should be treated: no source gives a delay, the operator chooses his."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from api.domain.public_holidays import public_holidays
from api.domain.sollicitation_acts import Act
from api.domain.sollicitations import SollicitationStatus as Status

_PARIS = ZoneInfo("Europe/Paris")
_SATURDAY = 5
_NOT_DUE = frozenset({Status.DRAFT, Status.ANSWERED, Status.MORE_REQUESTED, Status.CLOSED})
_BEGINS = frozenset({Act.SUBMIT, Act.SEND_BACK})


def counts_again(act: Act, before: Status) -> bool:
    """What is submitted, sent back, or completed at the receiver's request is due anew."""
    return act in _BEGINS or before in _NOT_DUE


def is_due(status: Status) -> bool:
    """Nothing is while it is the author's turn, nor once closed."""
    return status not in _NOT_DUE


def after_working_days(at: datetime, days: int) -> datetime:
    """The same hour of Paris, that many working days later; a day off never counts."""
    local = at.astimezone(_PARIS)
    while days > 0:
        local += timedelta(days=1)
        days -= _works(local)
    return local


def _works(local: datetime) -> bool:
    return local.weekday() < _SATURDAY and local.date() not in public_holidays(local.year)
