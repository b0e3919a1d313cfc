from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.opening_hours import PARIS, Closure, OpeningHours, french_moment

OFFICE = OpeningHours.parse("mon-fri 08:30-18:30", "Europe/Paris")
LUNCH = OpeningHours.parse("mon-fri 08:30-12:00; mon-thu 14:00-18:00", "Europe/Paris")
ALWAYS = OpeningHours.parse("mon-sun 00:00-24:00", "Europe/Paris")

instants = st.datetimes(
    datetime.fromisoformat("2020-01-01"),
    datetime.fromisoformat("2035-01-01"),
    timezones=st.just(UTC),
)
hours = st.sampled_from([OFFICE, LUNCH, ALWAYS])


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 08:29", False),
        ("2026-11-23 08:30", True),
        ("2026-11-23 18:29:59", True),
        ("2026-11-23 18:30", False),
        ("2026-11-21 10:00", False),  # a Saturday
        ("2026-11-11 10:00", False),  # Armistice, a Wednesday
        ("2026-04-06 10:00", False),  # Easter Monday
        ("2026-05-14 10:00", False),  # Ascension
        ("2026-05-15 10:00", True),
    ],
)
def test_is_open_in_office_hours_of_working_days(moment: str, expected: bool) -> None:
    assert OFFICE.is_open(paris(moment)) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-26 13:00", False),  # a Thursday, between the slots
        ("2026-11-26 15:00", True),
        ("2026-11-27 11:59", True),
        ("2026-11-27 15:00", False),  # closed on Friday afternoon
    ],
)
def test_each_slot_has_its_own_days(moment: str, expected: bool) -> None:
    assert LUNCH.is_open(paris(moment)) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-21 10:00", "2026-11-23 08:30"),
        ("2026-11-23 07:00", "2026-11-23 08:30"),
        ("2026-11-23 08:30", "2026-11-23 08:30"),
        ("2026-11-23 10:00", "2026-11-24 08:30"),
        ("2026-11-10 19:00", "2026-11-12 08:30"),
        ("2026-12-24 19:00", "2026-12-28 08:30"),  # Christmas, then a week-end
        ("2027-03-26 19:00", "2027-03-30 08:30"),  # Easter, and summer time begins
    ],
)
def test_next_opening_skips_week_ends_and_public_holidays(moment: str, expected: str) -> None:
    assert OFFICE.next_opening(paris(moment)) == paris(expected)


def test_lunch_break_ends_the_same_day() -> None:
    assert LUNCH.next_opening(paris("2026-11-26 12:30")) == paris("2026-11-26 14:00")


def test_open_day_and_night_reopens_after_a_public_holiday() -> None:
    assert ALWAYS.next_opening(paris("2026-11-21 10:00")) == paris("2026-12-26 00:00")


def test_opening_follows_the_wall_clock_over_a_clock_change() -> None:
    before, after = paris("2026-10-23 08:30"), paris("2026-10-26 08:30")

    assert OFFICE.is_open(before)
    assert OFFICE.is_open(after)
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(days=3, hours=1)


def test_slot_within_the_skipped_hour_begins_when_the_clock_has_jumped() -> None:
    night = OpeningHours.parse("sun 02:15-04:00", "Europe/Paris")

    opening = night.next_opening(paris("2026-03-29 00:00"))

    assert opening.astimezone(UTC) == datetime(2026, 3, 29, 1, 15, tzinfo=UTC)
    assert night.is_open(opening)


def test_next_opening_is_told_on_the_clock_of_the_place() -> None:
    opening = OFFICE.next_opening(datetime(2026, 11, 21, tzinfo=UTC))

    assert opening.isoformat() == "2026-11-23T08:30:00+01:00"


@given(hours, instants)
def test_desk_is_open_at_its_next_opening_and_closed_just_before(
    desk: OpeningHours, at: datetime
) -> None:
    opening = desk.next_opening(at)

    assert opening >= at
    assert desk.is_open(opening)
    assert not desk.is_open(opening - timedelta(microseconds=1))


@given(st.sampled_from([OFFICE, LUNCH]), instants)
def test_nothing_opens_between_closing_and_the_next_opening(
    desk: OpeningHours, at: datetime
) -> None:
    if desk.is_open(at):
        return
    opening, step = desk.next_opening(at), at
    while step < opening:
        assert not desk.is_open(step)
        step += timedelta(minutes=30)


@given(instants)
def test_never_open_on_christmas(at: datetime) -> None:
    assert not ALWAYS.is_open(at.replace(month=12, day=25, tzinfo=PARIS))


@given(instants)
def test_open_means_the_same_for_every_way_to_write_an_instant(at: datetime) -> None:
    assert OFFICE.is_open(at) == OFFICE.is_open(at.astimezone(PARIS))


@pytest.mark.parametrize(
    "weekly",
    [
        "",
        ";",
        "mon-fri",
        "lun-ven 08:30-18:30",
        "mon-fri 8:30-18:30",
        "mon 18:00-08:00",
        "mon 08:00-08:00",
        "mon 08:00-25:00",
        "mon 08:60-09:00",
    ],
)
def test_malformed_hours_are_refused(weekly: str) -> None:
    with pytest.raises(ValueError, match=r"slot|weekday|time"):
        OpeningHours.parse(weekly, "Europe/Paris")


def test_week_may_be_wrapped() -> None:
    desk = OpeningHours.parse("sat-mon 10:00-11:00", "Europe/Paris")
    days = [date(2026, 11, 20) + timedelta(days=offset) for offset in range(5)]

    opened = [desk.is_open(paris(f"{day} 10:30")) for day in days]

    assert opened == [False, True, True, True, False]


def test_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        OFFICE.is_open(datetime.fromisoformat("2026-11-23 10:00"))


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 23, 7, 30, tzinfo=UTC), "lundi 23 novembre à 8 h 30"),
        (datetime(2026, 12, 1, 8, 0, tzinfo=UTC), "mardi 1er décembre à 9 h"),
        (datetime(2026, 8, 1, 22, 5, tzinfo=UTC), "dimanche 2 août à 0 h 05"),
    ],
)
def test_moment_is_said_in_french_on_the_clock_of_paris(at: datetime, said: str) -> None:
    assert french_moment(at) == said


def _closure(start: datetime, hours: int) -> Closure:
    return Closure(start, start + timedelta(hours=hours))


closures = st.lists(
    st.builds(
        _closure,
        st.datetimes(
            datetime.fromisoformat("2026-11-01"),
            datetime.fromisoformat("2026-12-31"),
            timezones=st.just(UTC),
        ),
        st.integers(1, 200),
    ),
    max_size=5,
)
autumn = st.datetimes(
    datetime.fromisoformat("2026-11-01"),
    datetime.fromisoformat("2027-01-10"),
    timezones=st.just(UTC),
)


@given(st.sampled_from([OFFICE, LUNCH]), closures, autumn)
def test_closures_only_take_away(
    weekly: OpeningHours, closed: list[Closure], instant: datetime
) -> None:
    hours = OpeningHours(weekly.slots, weekly.timezone, tuple(sorted(closed, key=_start)))
    inside = any(closure.start <= instant < closure.end for closure in closed)

    assert hours.is_open(instant) is (weekly.is_open(instant) and not inside)


@given(st.sampled_from([OFFICE, LUNCH]), closures, autumn)
def test_next_opening_is_outside_every_closure(
    weekly: OpeningHours, closed: list[Closure], instant: datetime
) -> None:
    hours = OpeningHours(weekly.slots, weekly.timezone, tuple(sorted(closed, key=_start)))

    opening = hours.next_opening(instant)

    assert opening >= instant
    assert hours.is_open(opening)
    assert not hours.is_open(opening - timedelta(microseconds=1))


def _start(closure: Closure) -> datetime:
    return closure.start


def test_closure_of_an_afternoon_leaves_the_morning() -> None:
    closure = Closure(paris("2026-12-24 12:00"), paris("2026-12-25 00:00"))
    hours = OpeningHours.parse("mon-fri 08:30-18:30", "Europe/Paris", [closure])

    assert hours.is_open(paris("2026-12-24 11:59"))
    assert not hours.is_open(paris("2026-12-24 12:00"))
    assert hours.next_opening(paris("2026-12-24 15:00")) == paris("2026-12-28 08:30")
