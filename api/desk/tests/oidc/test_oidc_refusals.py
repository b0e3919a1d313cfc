"""Who does not come in, and what is not believed."""

import time
from typing import Any

import pytest
from sqlalchemy import update

from api.core.db import Database
from api.desk.accounts.agents import NewAgent
from api.desk.tests.oidc_sign_in import (
    CAMILLE,
    CREATING,
    MAPPING,
    ProviderProcess,
    on_sqlite,
    refused_for,
)
from api.desk.tests.post import Desk
from api.models.agent import Agent

# Still to come however long the tests before these take.
_IN_TEN_YEARS = int(time.time()) + 10 * 365 * 86_400


async def test_login_of_a_linked_account_is_nobody_elses(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    await provider.sign_in(desk.browser())
    await provider.steer(claims={"sub": "personne-2"})

    assert refused_for(await provider.sign_in(desk.browser())) == "refused"


@pytest.mark.parametrize("more", [{}, CREATING])
async def test_account_with_a_password_is_not_taken_by_a_login(
    desk: Desk, provider: ProviderProcess, more: dict[str, str]
) -> None:
    await provider.steer(person=CAMILLE | {"preferred_username": "agent.1"})

    assert refused_for(await provider.sign_in(desk.browser())) == "refused"


async def test_unknown_person_is_refused(desk: Desk, provider: ProviderProcess) -> None:
    assert refused_for(await provider.sign_in(desk.browser())) == "refused"


@pytest.mark.parametrize("more", [CREATING])
async def test_login_that_cannot_be_one_is_refused(
    desk: Desk, provider: ProviderProcess, more: dict[str, str]
) -> None:
    await provider.steer(person=CAMILLE | {"preferred_username": "Camille d’Aubigné"})

    assert refused_for(await provider.sign_in(desk.browser())) == "refused"


async def test_closed_account_is_refused(
    desk: Desk, provider: ProviderProcess, camille: NewAgent, database: Database
) -> None:
    await provider.sign_in(desk.browser())
    async with database.new_session.begin() as session:
        await session.execute(
            update(Agent).where(Agent.login == camille.login).values(active=False)
        )

    assert refused_for(await provider.sign_in(desk.browser())) == "refused"


@pytest.mark.parametrize("more", [CREATING | MAPPING])
async def test_person_without_a_group_that_counts_is_refused(
    desk: Desk, provider: ProviderProcess, more: dict[str, str]
) -> None:
    await provider.steer(person=CAMILLE | {"realm_access": {"roles": ["autre"]}})

    assert refused_for(await provider.sign_in(desk.browser())) == "refused"


@on_sqlite
async def test_user_information_of_somebody_else_is_refused(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    await provider.steer(person={}, userinfo=CAMILLE | {"sub": "personne-2"})

    assert refused_for(await provider.sign_in(desk.browser())) == "unavailable"


@on_sqlite
@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "un-autre"},
        {"nonce": None},
        {"aud": "un-autre-client"},
        {"aud": ["chorale-desk", "un-autre"]},
        {"aud": ["chorale-desk", "un-autre"], "azp": "un-autre"},
        {"iss": "http://127.0.0.1:9"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": _IN_TEN_YEARS},
        {"nbf": _IN_TEN_YEARS},
        {"sub": None},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids="+".join,
)
async def test_wrong_claim_opens_nothing(
    desk: Desk, provider: ProviderProcess, camille: NewAgent, wrong: dict[str, Any]
) -> None:
    await provider.steer(claims=wrong)
    browser = desk.browser()

    assert refused_for(await provider.sign_in(browser)) == "unavailable"
    assert (await browser.get("/me")).status_code == 401


@on_sqlite
@pytest.mark.parametrize(
    "signing", [{"forged": True}, {"algorithm": "none"}, {"algorithm": "HS256"}], ids=str
)
async def test_token_that_the_provider_did_not_sign_opens_nothing(
    desk: Desk, provider: ProviderProcess, camille: NewAgent, signing: dict[str, Any]
) -> None:
    await provider.steer(**signing)

    assert refused_for(await provider.sign_in(desk.browser())) == "unavailable"


async def test_replayed_callback_is_refused_even_with_its_cookie(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    browser = desk.browser()
    address = await provider.callback_of(browser)
    kept = browser.http.cookies["chorale_desk_oidc"]
    assert (await browser.http.get(address)).status_code == 200

    thief = desk.browser()
    thief.http.cookies.set("chorale_desk_oidc", kept)

    assert refused_for(await thief.http.get(address)) == "expired"


async def test_callback_of_another_browser_is_refused(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    """Nobody is signed in to an account that he did not ask for."""
    address = await provider.callback_of(desk.browser())
    victim = desk.browser()
    await victim.http.get("/desk/v1/oidc/start")

    assert refused_for(await victim.http.get(address)) == "expired"
    assert refused_for(await desk.browser().http.get(address)) == "expired"


async def test_forged_cookie_is_refused(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    browser = desk.browser()
    address = await provider.callback_of(browser)
    head, claims, signature = browser.http.cookies["chorale_desk_oidc"].split(".")
    browser.http.cookies.clear()
    browser.http.cookies.set("chorale_desk_oidc", f"{head}.{claims}.{signature[::-1]}")

    assert refused_for(await browser.http.get(address)) == "expired"


@on_sqlite
async def test_answer_of_another_provider_is_refused(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    await provider.steer(answer_issuer="https://ailleurs.example")

    assert refused_for(await provider.sign_in(desk.browser())) == "unavailable"


@on_sqlite
async def test_person_who_gives_up_comes_back_to_the_sign_in_page(
    desk: Desk, provider: ProviderProcess
) -> None:
    await provider.steer(denied=True)

    assert refused_for(await provider.sign_in(desk.browser())) == "refused"


@on_sqlite
@pytest.mark.parametrize(
    "wrong",
    [
        {"down": True},
        {"discovery": {"issuer": "https://ailleurs.example"}},
        {"discovery": {"token_endpoint": "http://ailleurs.example/token"}},
        {"discovery": {"jwks_uri": None}},
    ],
    ids="+".join,
)
async def test_provider_that_cannot_be_trusted_is_not_used(
    desk: Desk, provider: ProviderProcess, wrong: dict[str, Any]
) -> None:
    await provider.steer(**wrong)

    started = await desk.browser().http.get("/desk/v1/oidc/start")

    assert refused_for(started) == "unavailable"


@pytest.mark.parametrize("more", [{"CHORALE_DESK_PASSWORD_SIGN_IN": "false"}])
async def test_passwords_may_be_closed(
    desk: Desk, provider: ProviderProcess, more: dict[str, str]
) -> None:
    refused = await desk.browser().sign_in("agent.1")

    assert (refused.status_code, refused.json()["code"]) == (403, "password_sign_in_closed")
    assert (await desk.browser().get("/sign-in-methods")).json()["password"] is False
