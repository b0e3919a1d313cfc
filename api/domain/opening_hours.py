"""When human agents can be reached, and how that is said in French."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from api.domain.public_holidays import public_holidays

PARIS = ZoneInfo("Europe/Paris")

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FRENCH_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_FRENCH_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
_SLOT = re.compile(r"([a-z]{3})(?:-([a-z]{3}))?\s+(\d{2}):(\d{2})-(\d{2}):(\d{2})")
_MOMENT = timedelta(microseconds=1)
# A desk open day and night only opens again after a public holiday; a year always has one.
_HORIZON_DAYS = 400


@dataclass(frozen=True, slots=True)
class WeeklySlot:
    """Open from `start` to `end` (excluded), in minutes since midnight, on these weekdays (0-6)."""

    weekdays: frozenset[int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed from `start` to `end` (excluded), aware instants, whatever the weekly slots say."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Weekly slots on the clock of one place, closed on French public holidays and `closures`."""

    slots: tuple[WeeklySlot, ...]
    timezone: ZoneInfo
    closures: tuple[Closure, ...] = ()

    @classmethod
    def parse(cls, weekly: str, timezone: str, closures: Iterable[Closure] = ()) -> Self:
        """Read `mon-fri 08:30-12:00;mon-thu 14:00-18:00`; `24:00` may end a slot.

        Raises:
            ValueError: no slot, or one that does not read so; `ZoneInfoNotFoundError` (a
                `KeyError`) for an unknown time zone.
        """
        slots = tuple(_parse_slot(part) for part in weekly.split(";") if part.strip())
        if not slots:
            raise ValueError(f"no opening slot in {weekly!r}")
        earliest_first = sorted(closures, key=lambda closure: closure.start)
        return cls(slots, ZoneInfo(timezone), tuple(earliest_first))

    def is_open(self, at: datetime) -> bool:
        """Whether agents can be reached at this aware instant."""
        instant = _aware_utc(at)
        today = instant.astimezone(self.timezone).date()
        # The day before as well: a slot moved by a clock change may pass midnight.
        days = (today - timedelta(days=1), today)
        return any(start <= instant < end for day in days for start, end in self._openings(day))

    def next_opening(self, at: datetime) -> datetime:
        """The first instant, `at` or later, when the desk passes from closed to open.

        Aware, on the clock of `timezone`. While the desk is open, that is the opening after
        the coming closure.

        Raises:
            ValueError: the desk never closes, so that it never opens either.
        """
        instant = _aware_utc(at)
        today = instant.astimezone(self.timezone).date()
        for offset in range(-1, _HORIZON_DAYS):
            for start, _ in self._openings(today + timedelta(days=offset)):
                if start >= instant and not self.is_open(start - _MOMENT):
                    return start.astimezone(self.timezone)
        raise ValueError("the desk does not open again")

    def _openings(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Instants (UTC) of what is open of this local day's slots, earliest first."""
        if day in public_holidays(day.year):
            return
        chosen = [slot for slot in self.slots if day.weekday() in slot.weekdays]
        for slot in sorted(chosen, key=lambda slot: slot.start):
            start, end = self._instant(day, slot.start), self._instant(day, slot.end)
            if start < end:  # a slot that falls wholly in a skipped hour does not exist
                yield from self._outside_closures(start, end)

    def _outside_closures(
        self, start: datetime, end: datetime
    ) -> Iterator[tuple[datetime, datetime]]:
        for closure in self.closures:
            if closure.end <= start or closure.start >= end:
                continue
            if closure.start > start:
                yield start, closure.start.astimezone(UTC)
            start = closure.end.astimezone(UTC)
        if start < end:
            yield start, end

    def _instant(self, day: date, minutes: int) -> datetime:
        wall = datetime.combine(day, time(), self.timezone) + timedelta(minutes=minutes)
        return wall.astimezone(UTC)


def french_moment(at: datetime) -> str:
    """Say an aware instant in Paris time: « lundi 23 novembre à 8 h 30 »."""
    local = _aware_utc(at).astimezone(PARIS)
    hour = f"{local.hour} h {local.minute:02d}" if local.minute else f"{local.hour} h"
    return f"{french_day(local)} à {hour}"


def french_day(day: date) -> str:
    """« lundi 23 novembre », without the year."""
    number = "1er" if day.day == 1 else str(day.day)
    weekday, month = _FRENCH_DAYS[day.weekday()], _FRENCH_MONTHS[day.month - 1]
    return f"{weekday} {number} {month}"


def _parse_slot(text: str) -> WeeklySlot:
    match = _SLOT.fullmatch(text.strip().lower())
    if match is None:
        raise ValueError(f"opening slot {text!r}: expected for example 'mon-fri 08:30-18:30'")
    first, last, *clock = match.groups()
    hours = [int(number) for number in clock]
    start, end = _minutes(hours[0], hours[1]), _minutes(hours[2], hours[3])
    if start >= end:
        raise ValueError(f"opening slot {text!r} ends before it begins")
    return WeeklySlot(_weekdays(first, last or first), start, end)


def _weekdays(first: str, last: str) -> frozenset[int]:
    """From `first` to `last` included, over the end of the week if need be (`sat-mon`)."""
    if first not in _DAYS or last not in _DAYS:
        raise ValueError(f"unknown weekday in {first!r}-{last!r}: use {', '.join(_DAYS)}")
    begin = _DAYS.index(first)
    span = (_DAYS.index(last) - begin) % 7
    return frozenset((begin + offset) % 7 for offset in range(span + 1))


def _minutes(hour: int, minute: int) -> int:
    total = hour * 60 + minute
    if minute > 59 or total > 24 * 60:
        raise ValueError(f"no such time: {hour:02d}:{minute:02d}")
    return total


def _aware_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("naive datetime")
    return at.astimezone(UTC)
