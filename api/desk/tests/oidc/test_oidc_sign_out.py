"""Leaving the identity provider, and being told by it of who has left."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx import Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.core.db import Database
from api.desk.accounts.agents import NewAgent
from api.desk.tests.oidc_server import CLIENT_ID, SIGNED_OUT
from api.desk.tests.oidc_sign_in import (
    ProviderProcess,
    on_sqlite,
)
from api.desk.tests.post import Desk, Post


@on_sqlite
async def test_way_out_goes_through_the_provider(desk: Desk, provider: ProviderProcess) -> None:
    left = await desk.browser().http.get("/desk/v1/oidc/sign-out")

    assert left.status_code == 302
    assert left.headers["location"].startswith(f"{provider.issuer}/end?")
    asked = parse_qs(urlsplit(left.headers["location"]).query)
    assert asked == {"client_id": [CLIENT_ID], "post_logout_redirect_uri": [SIGNED_OUT]}


async def _log_out(browser: Post, token: str) -> Response:
    return await browser.http.post(
        "/desk/v1/oidc/back-channel-logout", data={"logout_token": token}
    )


@pytest.mark.parametrize("who", [{"sid": "sid-1"}, {"sub": "personne-1"}], ids=str)
async def test_provider_ends_the_session(
    desk: Desk, provider: ProviderProcess, camille: NewAgent, who: dict[str, str]
) -> None:
    browser = desk.browser()
    await provider.sign_in(browser)

    told = await _log_out(desk.browser(), await provider.logout_token(**who))

    assert told.status_code == 200
    assert (await browser.get("/me")).status_code == 401


@pytest.mark.parametrize("who", [{"sid": "sid-2"}, {"sub": "personne-2"}], ids=str)
async def test_provider_ends_nobody_elses_session(
    desk: Desk, provider: ProviderProcess, camille: NewAgent, who: dict[str, str]
) -> None:
    browser = desk.browser()
    await provider.sign_in(browser)

    assert (await _log_out(browser, await provider.logout_token(**who))).status_code == 200

    assert (await browser.get("/me")).status_code == 200


@on_sqlite
@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "un-autre-client"},
        {"iss": "https://ailleurs.example"},
        {"iat": int(time.time()) - 3600},
        {"exp": int(time.time()) - 3600},
        {"events": {}},
        {"nonce": "un-nonce"},
        {"jti": None},
        {"sid": None},
    ],
    ids="+".join,
)
async def test_wrong_logout_token_ends_nothing(
    desk: Desk, provider: ProviderProcess, camille: NewAgent, wrong: dict[str, Any]
) -> None:
    browser = desk.browser()
    await provider.sign_in(browser)

    refused = await _log_out(browser, await provider.logout_token(**({"sid": "sid-1"} | wrong)))

    assert refused.status_code == 400
    assert refused.json()["code"] == "invalid_logout_token"
    assert (await browser.get("/me")).status_code == 200


async def test_logout_token_serves_once(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    token = await provider.logout_token(sid="sid-1")
    await _log_out(desk.browser(), token)

    assert (await _log_out(desk.browser(), token)).status_code == 400


async def test_page_of_the_way_out_leads_to_the_provider_by_itself(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    """A redirection of the form would be stopped at the other origin (`form-action 'self'`)."""
    browser = desk.browser()
    await provider.sign_in(browser)

    left = await browser.http.post("/desk/sign-out")

    assert left.status_code == 200
    assert 'http-equiv="refresh" content="0;url=/desk/v1/oidc/sign-out"' in left.text
    assert (await browser.get("/me")).status_code == 401


@on_sqlite
async def test_logout_token_that_could_not_be_obeyed_serves_again(
    desk: Desk, provider: ProviderProcess, camille: NewAgent, database: Database
) -> None:
    browser = desk.browser()
    await provider.sign_in(browser)
    token = await provider.logout_token(sid="sid-1")
    stays = (
        "CREATE TRIGGER stays BEFORE DELETE ON agent_sessions BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    async with database.new_session.begin() as session:
        await session.execute(text(stays))
    with pytest.raises(DBAPIError):
        await _log_out(desk.browser(), token)
    async with database.new_session.begin() as session:
        await session.execute(text("DROP TRIGGER stays"))

    assert (await _log_out(desk.browser(), token)).status_code == 200
    assert (await browser.get("/me")).status_code == 401
