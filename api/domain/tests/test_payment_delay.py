from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.payment_delay import EcbRate, delay_of, late_interest, legal_delay
from api.domain.recipient_type import RecipientType

_LOCAL = RecipientType.LOCAL_BODY
_RATE = EcbRate(date(2026, 1, 1), Decimal("2.15"), "https://www.ecb.europa.eu/")

types = st.sampled_from(RecipientType)
days = st.dates(date(2015, 1, 1), date(2040, 12, 31))
percents = st.decimals(0, 100, places=2)


@pytest.mark.parametrize(
    ("recipient_type", "expected"),
    [
        (RecipientType.STATE, 30),
        (RecipientType.LOCAL_BODY, 30),
        (RecipientType.HOSPITAL, 50),
        (RecipientType.PUBLIC_ENTERPRISE, 60),
    ],
)
def test_each_type_of_client_has_its_delay(recipient_type: RecipientType, expected: int) -> None:
    assert legal_delay(recipient_type).days == expected


def test_only_a_local_body_has_a_sourced_split() -> None:
    splits = {kind: legal_delay(kind).split for kind in RecipientType}
    local = splits.pop(_LOCAL)

    assert local is not None
    assert (local.ordonnateur_days, local.comptable_days) == (20, 10)
    assert set(splits.values()) == {None}


@pytest.mark.parametrize(
    ("started", "due"),
    [
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 1, 31), date(2026, 3, 2)),
        (date(2024, 1, 30), date(2024, 2, 29)),
        (date(2024, 1, 31), date(2024, 3, 1)),
        (date(2023, 1, 30), date(2023, 3, 1)),
        (date(2025, 12, 15), date(2026, 1, 14)),
        (date(2026, 4, 30), date(2026, 5, 30)),
    ],
)
def test_the_due_date_crosses_months_and_leap_years(started: date, due: date) -> None:
    assert delay_of(_LOCAL, started, started).due_on == due


@pytest.mark.parametrize(
    ("on", "elapsed", "overdue", "left"),
    [
        (date(2026, 3, 1), 0, 0, 30),
        (date(2026, 3, 31), 30, 0, 0),
        (date(2026, 4, 1), 31, 1, 0),
        (date(2027, 3, 31), 395, 365, 0),
        (date(2026, 2, 27), 0, 0, 32),
    ],
)
def test_the_days_are_counted(on: date, elapsed: int, overdue: int, left: int) -> None:
    delay = delay_of(_LOCAL, date(2026, 3, 1), on)

    assert (delay.days_elapsed, delay.overdue_days, delay.days_left) == (elapsed, overdue, left)


def test_a_year_late_costs_the_rate_of_the_year() -> None:
    delay = delay_of(_LOCAL, date(2026, 3, 1), date(2027, 3, 31))
    late = late_interest(delay, 1000_00, [_RATE])

    assert late is not None
    assert (late.rate_percent, late.interest_cents) == (Decimal("10.15"), 101_50)
    assert late.lump_sum_cents == 40_00


def test_interest_is_rounded_to_the_nearest_cent() -> None:
    late = late_interest(delay_of(_LOCAL, date(2026, 3, 1), date(2026, 4, 17)), 507_00, [_RATE])

    # 507 × 10.15 % × 17 / 365 = 2.3968…
    assert late is not None
    assert late.interest_cents == 240


def test_nothing_is_owed_while_in_time() -> None:
    assert late_interest(delay_of(_LOCAL, _RATE.on, date(2026, 1, 31)), 1, [_RATE]) is None


@pytest.mark.parametrize(
    ("started", "semester"),
    [
        (date(2026, 5, 31), date(2026, 7, 1)),  # due on 30 June, late from 1 July
        (date(2026, 5, 30), date(2026, 1, 1)),
        (date(2026, 11, 30), date(2026, 7, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_the_rate_is_that_of_the_semester_in_which_interest_begins(
    started: date, semester: date
) -> None:
    assert delay_of(_LOCAL, started, started).rate_on == semester


def test_the_rate_of_another_semester_is_never_taken() -> None:
    late = late_interest(delay_of(_LOCAL, date(2026, 7, 10), date(2026, 9, 1)), 100_00, [_RATE])

    assert late is not None
    assert (late.rate_percent, late.interest_cents, late.lump_sum_cents) == (None, None, 40_00)


@pytest.mark.parametrize(
    ("on", "percent", "source"),
    [
        (date(2026, 7, 2), "2", "x"),
        (date(2026, 6, 1), "2", "x"),
        (date(2026, 7, 1), "-0.1", "x"),
        (date(2026, 7, 1), "100.1", "x"),
        (date(2026, 7, 1), "2", " "),
    ],
)
def test_a_senseless_rate_is_refused(on: date, percent: str, source: str) -> None:
    with pytest.raises(ValueError, match=r"semester|rate|source"):
        EcbRate(on, Decimal(percent), source)


@given(types, days, days)
def test_the_due_date_is_always_after_the_start(
    recipient_type: RecipientType, started: date, on: date
) -> None:
    delay = delay_of(recipient_type, started, on)

    assert delay.due_on > started
    assert delay.overdue_days == 0 or delay.days_left == 0


@given(types, days, days, st.integers(-(10**12), 10**12), percents)
def test_interest_is_never_negative(
    recipient_type: RecipientType, started: date, on: date, cents: int, percent: Decimal
) -> None:
    delay = delay_of(recipient_type, started, on)
    late = late_interest(delay, cents, [EcbRate(delay.rate_on, percent, "x")])

    assert (late is None) == (on <= delay.due_on)
    assert late is None or (late.interest_cents is not None and late.interest_cents >= 0)


@given(types, days, st.integers(0, 400), st.integers(0, 10**9), percents)
def test_interest_never_falls_as_days_pass(
    recipient_type: RecipientType, started: date, passed: int, cents: int, percent: Decimal
) -> None:
    first = delay_of(recipient_type, started, started + timedelta(days=passed))
    then = delay_of(recipient_type, started, started + timedelta(days=passed + 1))
    rates = [EcbRate(first.rate_on, percent, "x")]
    before, after = (late_interest(delay, cents, rates) for delay in (first, then))

    assert (before.interest_cents or 0 if before else 0) <= (
        after.interest_cents or 0 if after else 0
    )
