from hypothesis import given
from hypothesis import strategies as st

from api.domain.backoff import retry_delay

jitters = st.floats(0, 1)
attempts = st.integers(1, 10_000)


def test_doubles_at_each_failure() -> None:
    assert [retry_delay(n, 0, first=2, longest=60) for n in (1, 2, 3)] == [2, 4, 8]


@given(attempts, jitters)
def test_never_waits_longer_than_the_longest(number: int, jitter: float) -> None:
    assert 0 < retry_delay(number, jitter, first=2, longest=60) <= 60


@given(attempts, jitters)
def test_jitter_takes_half_away_at_most(number: int, jitter: float) -> None:
    whole = retry_delay(number, 0, first=2, longest=60)

    assert whole / 2 <= retry_delay(number, jitter, first=2, longest=60) <= whole
