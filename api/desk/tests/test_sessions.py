import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Executable, select, update

from api.core.db import Database
from api.desk.access.attempts import MAX_FAILURES
from api.desk.tests.post import PASSWORD, Desk
from api.domain.totp import code_at, new_secret
from api.models.agent import Agent, AgentSession, LoginAttempts


async def test_signed_in_agent_is_told_who_he_is(desk: Desk) -> None:
    post = desk.browser()

    opened = await post.sign_in("agent.1")

    assert opened.status_code == 200
    assert opened.json() == (await post.get("/me")).json()
    assert opened.json()["login"] == "agent.1"
    assert opened.json()["role"] == {"code": "AGENT", "label": "Agent"}


async def test_login_ignores_case_and_outer_spaces(desk: Desk) -> None:
    assert (await desk.browser().sign_in(" Chef.1 ")).json()["role"]["code"] == "SUPERVISOR"


async def test_cookie_is_out_of_reach_of_scripts_and_other_sites(desk: Desk) -> None:
    cookie = (await desk.browser().sign_in("agent.1")).headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert "Path=/desk" in cookie
    assert "Secure" not in cookie


async def test_cookie_is_secure_over_https(desk: Desk) -> None:
    opened = await desk.browser("https://test").sign_in("agent.1")

    assert "Secure" in opened.headers["set-cookie"]


async def test_only_the_hash_of_the_cookie_is_stored(desk: Desk, database: Database) -> None:
    post = await desk.agent("agent.1")
    async with database.new_read_session.begin() as session:
        stored = (await session.scalars(select(AgentSession.token_hash))).one()

    assert post.http.cookies["chorale_desk"] not in stored


async def test_nobody_is_let_in_without_a_session(desk: Desk) -> None:
    post = desk.browser()

    for path in ("/me", "/queue", "/events"):
        refused = await post.get(path)
        assert refused.status_code == 401
        assert refused.json()["code"] == "authentication_required"


async def test_unknown_login_and_wrong_password_look_alike(desk: Desk) -> None:
    unknown = await desk.browser().sign_in("personne")
    wrong = await desk.browser().sign_in("agent.1", "pas le bon")

    assert unknown.status_code == wrong.status_code == 401
    assert unknown.json() == wrong.json()
    assert wrong.json()["code"] == "invalid_credentials"


async def test_session_ends_when_the_agent_signs_out(desk: Desk) -> None:
    post = await desk.agent("agent.1")
    kept = post.http.cookies["chorale_desk"]

    assert (await post.sign_out()).status_code == 204

    post.http.cookies.set("chorale_desk", kept)
    assert (await post.get("/me")).status_code == 401


async def test_signing_out_twice_is_no_failure(desk: Desk) -> None:
    assert (await desk.browser().sign_out()).status_code == 204


async def test_expired_session_is_refused(desk: Desk, database: Database) -> None:
    post = await desk.agent("agent.1")
    await _set(database, update(AgentSession).values(expires_at=datetime.now(UTC)))

    assert (await post.get("/me")).status_code == 401


async def test_deactivated_agent_loses_his_session(desk: Desk, database: Database) -> None:
    post = await desk.agent("agent.1")
    await _set(database, update(Agent).values(active=False))

    assert (await post.get("/me")).status_code == 401
    assert (await desk.browser().sign_in("agent.1")).status_code == 401


@pytest.mark.parametrize("login", ["agent.1", "personne"])
async def test_five_failures_lock_the_login_out_even_with_the_right_password(
    desk: Desk, login: str
) -> None:
    post = desk.browser()
    for _ in range(MAX_FAILURES):
        assert (await post.sign_in(login, "faux")).status_code == 401

    locked = await post.sign_in(login)

    assert locked.status_code == 429
    assert locked.json()["code"] == "too_many_attempts"
    assert "5\u00a0min" in locked.json()["detail"]


async def test_lock_out_of_one_login_leaves_the_others(desk: Desk) -> None:
    for _ in range(MAX_FAILURES):
        await desk.browser().sign_in("agent.1", "faux")

    assert (await desk.browser().sign_in("agent.2")).status_code == 200


async def test_lock_out_ends_with_time(desk: Desk, database: Database) -> None:
    for _ in range(MAX_FAILURES):
        await desk.browser().sign_in("agent.1", "faux")
    await _set(database, update(LoginAttempts).values(locked_until=datetime.now(UTC)))

    assert (await desk.browser().sign_in("agent.1")).status_code == 200


async def test_success_forgets_earlier_failures(desk: Desk) -> None:
    post = desk.browser()
    for _ in range(2):
        for _ in range(MAX_FAILURES - 1):
            await post.sign_in("agent.1", "faux")
        assert (await post.sign_in("agent.1")).status_code == 200


async def test_attempts_made_at_once_get_no_more_tries(desk: Desk) -> None:
    post = desk.browser()

    answers = await asyncio.gather(*[post.sign_in("agent.1", "faux") for _ in range(20)])

    assert [answer.status_code for answer in answers].count(401) == MAX_FAILURES


async def test_old_attempts_are_forgotten(desk: Desk, database: Database) -> None:
    for login in ("un", "deux", "trois"):
        await desk.browser().sign_in(login)
    old = datetime.now(UTC) - timedelta(hours=2)
    await _set(database, update(LoginAttempts).values(last_at=old))

    await desk.browser().sign_in("quatre")

    async with database.new_read_session.begin() as session:
        ages = (await session.scalars(select(LoginAttempts.last_at))).all()
    assert ages
    assert min(ages) > old


async def test_one_time_code_is_asked_of_those_who_have_one(desk: Desk, database: Database) -> None:
    secret = new_secret()
    await _set(database, update(Agent).where(Agent.login == "chef.1").values(totp_secret=secret))
    code = code_at(secret, int(time.time()) // 30)

    without = await desk.browser().sign_in("chef.1")
    wrong = await desk.browser().sign_in("chef.1", totp="000000" if code != "000000" else "1")
    right = await desk.browser().sign_in("chef.1", totp=f"{code[:3]} {code[3:]}")
    again = await desk.browser().sign_in("chef.1", totp=code)

    assert without.json() == wrong.json() == again.json()
    assert without.json()["code"] == "invalid_credentials"
    assert right.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://ailleurs.example"},
        {"origin": "null"},
    ],
)
async def test_page_of_another_site_cannot_act(desk: Desk, headers: dict[str, str]) -> None:
    post = await desk.agent("agent.1")

    refused = await post.http.delete("/desk/v1/sessions", headers=headers)

    assert refused.status_code == 403
    assert refused.json()["code"] == "foreign_origin"
    assert (await post.get("/me")).status_code == 200


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://test"}])
async def test_desk_page_itself_can_act(desk: Desk, headers: dict[str, str]) -> None:
    post = desk.browser()

    body = {"login": "agent.1", "password": PASSWORD}
    opened = await post.http.post("/desk/v1/sessions", json=body, headers=headers)

    assert opened.status_code == 200


async def _set(database: Database, statement: Executable) -> None:
    async with database.new_session.begin() as session:
        await session.execute(statement)
