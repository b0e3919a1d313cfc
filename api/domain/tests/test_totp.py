import base64

import pytest

from api.domain.totp import accepted_step, code_at, new_secret

# RFC 6238, appendix B, SHA-1; six digits instead of eight.
SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("unix_time", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_rfc(unix_time: int, code: str) -> None:
    assert code_at(SECRET, unix_time // 30) == code


@pytest.mark.parametrize(("late", "accepted"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_clock_may_be_one_step_off(late: int, accepted: bool) -> None:
    step = accepted_step(SECRET, code_at(SECRET, 1000), 1000 * 30 + late, None)

    assert (step == 1000) is accepted


def test_code_serves_once() -> None:
    code = code_at(SECRET, 1000)

    assert accepted_step(SECRET, code, 30000, last_step=999) == 1000
    assert accepted_step(SECRET, code, 30000, last_step=1000) is None


@pytest.mark.parametrize("code", ["", "12345", "é²³456", "0000000"])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert accepted_step(SECRET, code, 59, None) is None


def test_new_secrets_differ_and_can_be_read() -> None:
    assert new_secret() != new_secret()
    assert len(code_at(new_secret(), 1)) == 6
