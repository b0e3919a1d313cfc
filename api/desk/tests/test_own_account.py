"""Password, one-time codes, recovery codes and sessions: what an agent does for himself."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from httpx import Response
from sqlalchemy import select, update

from api.core.db import Database
from api.core.settings import get_settings
from api.desk.access.attempts import MAX_FAILURES
from api.desk.tests.post import BASE, PASSWORD, Desk, Post
from api.domain.totp import STEP_SECONDS, code_at
from api.models.agent import Agent, AgentSession
from api.models.agent_recovery_code import AgentRecoveryCode

NEW_PASSWORD = "un-autre-mot-bien-long"


def current_code(secret: str, steps_later: int = 0) -> str:
    return code_at(secret, int(time.time()) // STEP_SECONDS + steps_later)


async def _post(browser: Post, path: str, **body: str | None) -> Response:
    return await browser.http.post(f"{BASE}{path}", json=body)


async def _change(browser: Post, current: str, new: str) -> Response:
    body = {"current": current, "new": new}
    return await browser.http.put(f"{BASE}/me/password", json=body)


async def _begin(browser: Post) -> str:
    return (await _post(browser, "/me/totp", password=PASSWORD)).json()["secret"]


async def _enrol(browser: Post) -> tuple[str, list[str]]:
    """The secret, and the recovery codes."""
    secret = await _begin(browser)
    confirmed = await _post(browser, "/me/totp/confirmation", code=current_code(secret))
    assert confirmed.status_code == 200, confirmed.text
    return secret, confirmed.json()["recovery_codes"]


async def test_changed_password_opens_and_the_former_one_does_not(desk: Desk) -> None:
    browser = await desk.agent("agent.1")

    assert (await _change(browser, PASSWORD, NEW_PASSWORD)).status_code == 204

    assert (await desk.browser().sign_in("agent.1", NEW_PASSWORD)).status_code == 200
    assert (await desk.browser().sign_in("agent.1", PASSWORD)).status_code == 401


async def test_change_of_password_renews_this_session_and_ends_the_others(desk: Desk) -> None:
    browser, other = await desk.agent("agent.1"), await desk.agent("agent.1")
    former = browser.http.cookies["chorale_desk"]

    await _change(browser, PASSWORD, NEW_PASSWORD)

    assert (await browser.get("/me")).status_code == 200
    assert (await other.get("/me")).status_code == 401
    stolen = desk.browser()
    stolen.http.cookies.set("chorale_desk", former)
    assert (await stolen.get("/me")).status_code == 401


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("court", "weak_password"),
        ("a" * 20, "weak_password"),
        ("moi-agent.1-toujours", "weak_password"),
        ("x1y2z3" * 60, "weak_password"),
        (PASSWORD, "same_password"),
    ],
)
async def test_password_that_cannot_be_one_is_refused(desk: Desk, new: str, code: str) -> None:
    refused = await _change(await desk.agent("agent.1"), PASSWORD, new)

    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_password_is_not_guessed_from_an_open_session(desk: Desk) -> None:
    browser = await desk.agent("agent.1")

    for _ in range(MAX_FAILURES):
        wrong = await _change(browser, "pas le bon du tout", NEW_PASSWORD)
        assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_secret")

    assert (await _change(browser, PASSWORD, NEW_PASSWORD)).status_code == 429


async def test_secret_is_shown_to_be_typed_and_to_be_read_by_an_application(desk: Desk) -> None:
    begun = (await _post(await desk.agent("agent.1"), "/me/totp", password=PASSWORD)).json()

    assert begun["groups"].replace(" ", "") == begun["secret"]
    assert {len(group) for group in begun["groups"].split()} == {4}
    assert begun["address"] == (
        f"otpauth://totp/Chorale%3Aagent.1?secret={begun['secret']}&issuer=Chorale"
    )


async def test_code_is_asked_only_once_the_first_one_is_confirmed(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    await _post(browser, "/me/totp", password=PASSWORD)
    assert (await desk.browser().sign_in("agent.1")).status_code == 200

    await _enrol(browser)

    assert (await desk.browser().sign_in("agent.1")).status_code == 401


async def test_wrong_first_code_changes_nothing(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    secret = (await _post(browser, "/me/totp", password=PASSWORD)).json()["secret"]

    refused = await _post(browser, "/me/totp/confirmation", code=current_code(secret, 30))

    assert (refused.status_code, refused.json()["code"]) == (422, "wrong_code")
    assert (await browser.get("/me/security")).json()["totp"] is False


async def test_confirmation_without_a_secret_is_refused(desk: Desk) -> None:
    refused = await _post(await desk.agent("agent.1"), "/me/totp/confirmation", code="123456")

    assert (refused.status_code, refused.json()["code"]) == (409, "no_enrolment")


async def test_enrolment_asks_for_the_password(desk: Desk) -> None:
    refused = await _post(await desk.agent("agent.1"), "/me/totp", password="pas le bon")

    assert refused.json()["code"] == "wrong_secret"


async def test_another_telephone_asks_for_a_code_of_the_first(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    secret, _ = await _enrol(browser)

    without = await _post(browser, "/me/totp", password=PASSWORD)
    with_code = await _post(browser, "/me/totp", password=PASSWORD, code=current_code(secret, 1))

    assert without.json()["code"] == "wrong_secret"
    assert with_code.status_code == 201


async def test_code_of_the_confirmation_does_not_serve_again(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    secret = await _begin(browser)
    code = current_code(secret)
    await _post(browser, "/me/totp/confirmation", code=code)

    assert (await desk.browser().sign_in("agent.1", totp=code)).status_code == 401
    assert (
        await desk.browser().sign_in("agent.1", totp=current_code(secret, 1))
    ).status_code == 200


async def test_ten_recovery_codes_are_told_and_only_their_hashes_kept(
    desk: Desk, database: Database
) -> None:
    _, codes = await _enrol(await desk.agent("agent.1"))

    async with database.new_read_session.begin() as session:
        kept = set(await session.scalars(select(AgentRecoveryCode.code_hash)))
    assert len(set(codes)) == len(kept) == 10
    assert not kept & set(codes)


async def test_recovery_code_opens_once(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    _, codes = await _enrol(browser)
    typed = codes[0].replace("-", " ").lower()

    assert (await desk.browser().sign_in("agent.1", totp=typed)).status_code == 200
    assert (await desk.browser().sign_in("agent.1", totp=codes[0])).status_code == 401
    assert (await browser.get("/me/security")).json()["recovery_codes"] == 9


async def test_recovery_code_without_the_password_opens_nothing_and_is_kept(desk: Desk) -> None:
    _, codes = await _enrol(await desk.agent("agent.1"))

    assert (await desk.browser().sign_in("agent.1", "faux", totp=codes[0])).status_code == 401
    assert (await desk.browser().sign_in("agent.1", totp=codes[0])).status_code == 200


async def test_recovery_code_of_another_agent_is_refused(desk: Desk) -> None:
    _, codes = await _enrol(await desk.agent("agent.1"))
    await _enrol(await desk.agent("agent.2"))

    assert (await desk.browser().sign_in("agent.2", totp=codes[0])).status_code == 401


async def test_new_recovery_codes_void_the_former_ones(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    secret, former = await _enrol(browser)

    renewed = await _post(
        browser, "/me/recovery-codes", password=PASSWORD, code=current_code(secret, 1)
    )

    codes = renewed.json()["recovery_codes"]
    assert renewed.headers["cache-control"] == "no-store"
    assert (await desk.browser().sign_in("agent.1", totp=former[0])).status_code == 401
    assert (await desk.browser().sign_in("agent.1", totp=codes[0])).status_code == 200


async def test_codes_are_not_guessed_from_an_open_session(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    await _enrol(browser)

    for _ in range(MAX_FAILURES):
        await _post(browser, "/me/recovery-codes", password=PASSWORD, code="000000")

    tried = await _post(browser, "/me/recovery-codes", password=PASSWORD, code="000000")
    assert tried.status_code == 429


async def test_one_time_codes_may_be_given_up(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    _, codes = await _enrol(browser)

    removed = await _post(browser, "/me/totp/removal", password=PASSWORD, code=codes[0])

    assert removed.status_code == 204
    assert (await desk.browser().sign_in("agent.1")).status_code == 200
    security = (await browser.get("/me/security")).json()
    assert (security["totp"], security["recovery_codes"]) == (False, 0)


async def test_where_codes_are_required_the_desk_opens_once_enrolled(
    desk: Desk, settings_env: pytest.MonkeyPatch
) -> None:
    settings_env.setenv("CHORALE_DESK_TOTP_REQUIRED", "true")
    get_settings.cache_clear()
    browser = await desk.agent("agent.1")
    closed = await browser.get("/queue")

    await _enrol(browser)

    assert (closed.status_code, closed.json()["code"]) == (403, "totp_required")
    assert (await browser.get("/queue")).status_code == 200
    removed = await _post(browser, "/me/totp/removal", password=PASSWORD)
    assert removed.json()["code"] == "totp_mandatory"


async def test_own_sessions_are_listed(desk: Desk) -> None:
    browser = desk.browser()
    browser.http.headers["user-agent"] = (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
    )
    await browser.sign_in("agent.1")
    await desk.agent("agent.1")
    await desk.agent("agent.2")

    items = (await browser.get("/sessions")).json()["items"]

    assert sorted(item["current"] for item in items) == [False, True]
    mine = next(item for item in items if item["current"])
    assert (mine["browser"], mine["address"]) == ("Firefox sur Windows", "127.0.0.1")
    assert mine["method"]["code"] == "PASSWORD"


async def test_one_of_ones_sessions_is_ended(desk: Desk) -> None:
    browser, other = await desk.agent("agent.1"), await desk.agent("agent.1")
    items = (await browser.get("/sessions")).json()["items"]
    name = next(item["id"] for item in items if not item["current"])

    assert (await browser.http.delete(f"{BASE}/sessions/{name}")).status_code == 204

    assert (await other.get("/me")).status_code == 401
    assert (await browser.get("/me")).status_code == 200


async def test_session_of_another_agent_looks_unknown(desk: Desk) -> None:
    browser, other = await desk.agent("agent.1"), await desk.agent("agent.2")
    name = (await other.get("/sessions")).json()["items"][0]["id"]

    hidden = await browser.http.delete(f"{BASE}/sessions/{name}")
    unknown = await browser.http.delete(f"{BASE}/sessions/0123456789abcdef")

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()
    assert (await other.get("/me")).status_code == 200


async def test_all_other_sessions_are_ended_at_once(desk: Desk) -> None:
    browser, other = await desk.agent("agent.1"), await desk.agent("agent.1")
    colleague = await desk.agent("agent.2")

    assert (await _post(browser, "/sessions/others/end")).status_code == 204

    assert (await other.get("/me")).status_code == 401
    assert (await browser.get("/me")).status_code == 200
    assert (await colleague.get("/me")).status_code == 200


async def test_session_left_idle_is_over(desk: Desk, database: Database) -> None:
    browser = await desk.agent("agent.1")
    await _last_seen(database, timedelta(hours=1, minutes=1))

    assert (await browser.get("/me")).status_code == 401


async def test_any_request_keeps_a_session_from_being_idle(desk: Desk, database: Database) -> None:
    browser = await desk.agent("agent.1")
    await _last_seen(database, timedelta(minutes=50))

    await browser.get("/me")

    async with database.new_read_session.begin() as session:
        seen = (await session.scalars(select(AgentSession.seen_at))).one()
    assert datetime.now(UTC) - seen < timedelta(minutes=1)


async def test_signing_in_again_ends_the_session_that_the_browser_had(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    former = browser.http.cookies["chorale_desk"]

    await browser.sign_in("agent.1")

    stolen = desk.browser()
    stolen.http.cookies.set("chorale_desk", former)
    assert (await stolen.get("/me")).status_code == 401


async def test_initial_password_opens_nothing_but_its_replacement(
    desk: Desk, database: Database
) -> None:
    await _initial(database, timedelta(days=1))
    browser = await desk.agent("agent.1")
    closed = await browser.get("/queue")
    step = (await browser.get("/me")).json()["step"]

    await _change(browser, PASSWORD, NEW_PASSWORD)

    assert (closed.status_code, closed.json()["code"]) == (403, "password_change_required")
    assert step["code"] == "PASSWORD"
    assert (await browser.get("/queue")).status_code == 200
    assert (await browser.get("/me")).json()["step"] is None


async def test_initial_password_left_unused_is_void(desk: Desk, database: Database) -> None:
    await _initial(database, timedelta(seconds=-1))

    assert (await desk.browser().sign_in("agent.1")).status_code == 401


async def _initial(database: Database, left: timedelta) -> None:
    until = datetime.now(UTC) + left
    async with database.new_session.begin() as session:
        await session.execute(
            update(Agent).where(Agent.login == "agent.1").values(initial_until=until)
        )


async def _last_seen(database: Database, ago: timedelta) -> None:
    async with database.new_session.begin() as session:
        await session.execute(update(AgentSession).values(seen_at=datetime.now(UTC) - ago))
