"""What a session must still be, and prove, before anything changes by which its agent signs in."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from httpx import Response
from sqlalchemy import delete, select, update

from api.core.db import Database
from api.core.errors import AuthenticationRequiredError
from api.core.tokens import hash_token
from api.desk.access.attempts import MAX_FAILURES
from api.desk.access.auth import SignedIn
from api.desk.accounts import own_account
from api.desk.tests.post import BASE, PASSWORD, Desk, Post
from api.domain.agent_role import AgentRole
from api.domain.totp import STEP_SECONDS, code_at
from api.models.agent import Agent, AgentSession

NEW_PASSWORD = "un-autre-mot-bien-long"


def _current_code(secret: str, steps_later: int = 0) -> str:
    return code_at(secret, int(time.time()) // STEP_SECONDS + steps_later)


async def _begin(browser: Post) -> str:
    begun = await browser.http.post(f"{BASE}/me/totp", json={"password": PASSWORD})
    return begun.json()["secret"]


async def _confirm(browser: Post, code: str) -> Response:
    return await browser.http.post(f"{BASE}/me/totp/confirmation", json={"code": code})


async def _change(browser: Post, **more: str) -> Response:
    body = {"current": PASSWORD, "new": NEW_PASSWORD, **more}
    return await browser.http.put(f"{BASE}/me/password", json=body)


async def test_session_that_ended_during_the_request_changes_nothing(
    desk: Desk, database: Database
) -> None:
    """An operator's reset may come between the proof and the change."""
    browser = await desk.agent("agent.1")
    token_hash = hash_token(browser.http.cookies["chorale_desk"])
    expelled = SignedIn("agent.1", "Camille", AgentRole.AGENT, token_hash)
    async with database.new_session.begin() as session:
        await session.execute(delete(AgentSession))

    with pytest.raises(AuthenticationRequiredError):
        await own_account.change_password(database, expelled, PASSWORD, NEW_PASSWORD, None)

    assert (await desk.browser().sign_in("agent.1")).status_code == 200


async def test_change_of_password_asks_for_a_code_where_codes_are_active(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    secret = await _begin(browser)
    await _confirm(browser, _current_code(secret))

    without = await _change(browser)
    with_code = await _change(browser, code=_current_code(secret, 1))

    assert (without.status_code, without.json()["code"]) == (422, "wrong_secret")
    assert with_code.status_code == 204


async def test_first_code_is_not_guessed(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    secret = await _begin(browser)
    for _ in range(MAX_FAILURES):
        assert (await _confirm(browser, "000000")).status_code == 422

    assert (await _confirm(browser, _current_code(secret))).status_code == 429


async def test_secret_left_unconfirmed_is_void(desk: Desk, database: Database) -> None:
    browser = await desk.agent("agent.1")
    secret = await _begin(browser)
    over = datetime.now(UTC) - timedelta(seconds=1)
    async with database.new_session.begin() as session:
        await session.execute(update(Agent).values(totp_pending_until=over))

    refused = await _confirm(browser, _current_code(secret))

    assert (refused.status_code, refused.json()["code"]) == (409, "no_enrolment")


async def test_secret_may_be_confirmed_for_a_quarter_of_an_hour(
    desk: Desk, database: Database
) -> None:
    await _begin(await desk.agent("agent.1"))

    async with database.new_read_session.begin() as session:
        agent = await session.scalar(select(Agent).where(Agent.totp_pending.is_not(None)))
    assert agent is not None
    assert agent.totp_pending_until is not None
    left = agent.totp_pending_until - datetime.now(UTC)
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)
