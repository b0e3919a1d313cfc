"""What is refused at the door tells nothing of what was right: same answer, same work."""

import time
from typing import Any

import pytest
from argon2 import PasswordHasher
from httpx import Response
from sqlalchemy import update

from api.core.db import Database
from api.desk.access import passwords
from api.desk.tests.counting import counted
from api.desk.tests.post import PASSWORD, Desk
from api.domain import totp
from api.models.agent import Agent

# Constant: it names a test, which every process must call the same.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
WRONG = {"password": "pas-le-bon-du-tout"}


def _right_code() -> str:
    return totp.code_at(SECRET, int(time.time()) // totp.STEP_SECONDS)


def _wrong_code() -> str:
    return f"{(int(_right_code()) + 500_000) % 1_000_000:06d}"


class CountingHasher:
    """The real one."""

    def __init__(self, real: PasswordHasher) -> None:
        self._real, self.checked = real, 0

    def verify(self, password_hash: str, password: str) -> bool:
        self.checked += 1
        return self._real.verify(password_hash, password)


@pytest.fixture
def hasher(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> CountingHasher:
    real = passwords._HASHER  # pyright: ignore[reportPrivateUsage]
    counting = CountingHasher(real)
    monkeypatch.setattr(passwords, "_HASHER", counting)
    return counting


async def _attempt(
    desk: Desk, hasher: CountingHasher, login: str, **given: str
) -> tuple[Response, tuple[int, int, int]]:
    """Passwords checked, statements and transactions, in a browser never seen.

    It has failed once already: its counts are there.
    """
    browser = desk.browser()
    await browser.sign_in(login, **WRONG)
    hasher.checked = 0
    with counted(desk.app.state.database) as cost:
        response = await browser.sign_in(login, **given)
    return response, (hasher.checked, len(cost.statements), cost.ended)


async def _change(database: Database, **values: Any) -> None:
    async with database.new_session.begin() as session:
        await session.execute(update(Agent).where(Agent.login == "agent.1").values(**values))


@pytest.mark.parametrize(
    "given",
    [
        {"totp": "mauvais"},
        {"totp": "right", **WRONG},
        {"totp": "wrong", **WRONG},
        {"totp": "right"},
        {"totp": "wrong"},
        {},
    ],
    ids=str,
)
async def test_wrong_code_looks_and_costs_as_a_wrong_password(
    desk: Desk, database: Database, hasher: CountingHasher, given: dict[str, str]
) -> None:
    served = int(time.time()) // totp.STEP_SECONDS + 10 if "password" not in given else None
    await _change(database, totp_secret=SECRET, totp_last_step=served)
    codes = {"right": _right_code(), "wrong": _wrong_code()}
    asked = given | ({"totp": codes[given["totp"]]} if given.get("totp") in codes else {})

    reference, cost = await _attempt(desk, hasher, "agent.1", **WRONG)
    answer, spent = await _attempt(desk, hasher, "agent.1", **asked)

    assert answer.status_code == reference.status_code == 401
    assert (answer.content, dict(answer.headers)) == (reference.content, dict(reference.headers))
    assert spent == cost
    assert cost[0] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"active": True},
        {"active": False},
        {"password_hash": None},
        {"totp_secret": SECRET},
        {"login": "parti"},
    ],
    ids=str,
)
async def test_password_is_checked_once_whoever_is_asked_for(
    desk: Desk, database: Database, hasher: CountingHasher, change: dict[str, Any]
) -> None:
    await _change(database, **change)

    answer, spent = await _attempt(desk, hasher, "agent.1", **WRONG)

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_credentials")
    assert spent[0] == 1


async def test_code_given_with_a_wrong_password_still_serves(
    desk: Desk, database: Database
) -> None:
    await _change(database, totp_secret=SECRET)
    code = _right_code()
    await desk.browser().sign_in("agent.1", totp=code, **WRONG)

    assert (await desk.browser().sign_in("agent.1", totp=code)).status_code == 200


async def test_form_says_the_same_of_both(desk: Desk, database: Database) -> None:
    await _change(database, totp_secret=SECRET)
    pages = [
        await desk.browser().http.post("/desk/sign-in", data={"login": "agent.1", **given})
        for given in ({"totp": _right_code(), **WRONG}, {"password": PASSWORD, "totp": "faux"})
    ]

    assert [page.status_code for page in pages] == [401, 401]
    assert pages[0].text == pages[1].text
