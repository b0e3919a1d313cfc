"""Who comes in by the identity provider, and as whom."""

import asyncio
from typing import Any

import pytest

from api.desk.accounts.agents import NewAgent
from api.desk.tests.oidc_sign_in import (
    CAMILLE,
    CREATING,
    MAPPING,
    ProviderProcess,
    on_sqlite,
)
from api.desk.tests.post import Desk


async def test_prepared_agent_signs_in(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    browser = desk.browser()

    arrived = await provider.sign_in(browser)

    assert arrived.status_code == 200
    me = (await browser.get("/me")).json()
    assert (me["login"], me["name"], me["method"]["code"]) == ("camille.d", "Camille", "OIDC")
    assert me["step"] is None


@on_sqlite
async def test_page_of_arrival_leads_to_the_desk_by_itself(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    """A redirection from another site would leave the strict cookie behind."""
    arrived = await provider.sign_in(desk.browser())

    assert 'http-equiv="refresh" content="0;url=/desk"' in arrived.text
    assert "samesite=strict" in arrived.headers["set-cookie"].lower()


@on_sqlite
async def test_cookie_of_the_way_is_short_signed_and_only_for_the_callback(
    desk: Desk, provider: ProviderProcess
) -> None:
    started = await desk.browser().http.get("/desk/v1/oidc/start")

    cookie = started.headers["set-cookie"]
    assert "Max-Age=600" in cookie
    assert "Path=/desk/v1/oidc" in cookie
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()


async def test_agent_is_known_again_by_his_subject_after_a_change_of_login(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    await provider.sign_in(desk.browser())
    await provider.steer(person=CAMILLE | {"preferred_username": "camille.dupont"})
    browser = desk.browser()

    await provider.sign_in(browser)

    assert (await browser.get("/me")).json()["login"] == "camille.d"


@pytest.mark.parametrize("more", [CREATING])
async def test_unknown_person_is_created_if_the_settings_say_so(
    desk: Desk, provider: ProviderProcess, more: dict[str, str]
) -> None:
    browser = desk.browser()

    await provider.sign_in(browser)

    me = (await browser.get("/me")).json()
    assert (me["login"], me["name"], me["role"]["code"]) == ("camille.d", "Camille Durand", "AGENT")


@on_sqlite
@pytest.mark.parametrize("more", [CREATING | MAPPING])
@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["guichet", "autre"], "AGENT"),
        (["guichet", "chefs"], "SUPERVISOR"),
        ("guichet", "AGENT"),
    ],
)
async def test_group_gives_the_role(
    desk: Desk, provider: ProviderProcess, more: dict[str, str], groups: Any, role: str
) -> None:
    await provider.steer(person=CAMILLE | {"realm_access": {"roles": groups}})
    browser = desk.browser()

    await provider.sign_in(browser)

    assert (await browser.get("/me")).json()["role"]["code"] == role


@pytest.mark.parametrize("more", [CREATING | MAPPING])
async def test_role_withdrawn_at_the_provider_ends_the_sessions_it_opened(
    desk: Desk, provider: ProviderProcess, more: dict[str, str]
) -> None:
    await provider.steer(person=CAMILLE | {"realm_access": {"roles": ["chefs"]}})
    former, browser = desk.browser(), desk.browser()
    await provider.sign_in(former)
    await provider.steer(person=CAMILLE | {"realm_access": {"roles": ["guichet"]}})

    await provider.sign_in(browser)

    assert (await browser.get("/me")).json()["role"]["code"] == "AGENT"
    assert (await former.get("/me")).status_code == 401


@on_sqlite
@pytest.mark.parametrize("as_jwt", [False, True])
async def test_user_information_completes_the_id_token(
    desk: Desk, provider: ProviderProcess, camille: NewAgent, as_jwt: bool
) -> None:
    await provider.steer(person={}, userinfo=CAMILLE, userinfo_as_jwt=as_jwt)
    browser = desk.browser()

    await provider.sign_in(browser)

    assert (await browser.get("/me")).json()["login"] == "camille.d"


@on_sqlite
async def test_elliptic_keys_are_read_too(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    await provider.steer(algorithm="ES256")

    assert (await provider.sign_in(desk.browser())).status_code == 200


async def test_browser_that_comes_back_loses_its_former_session(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    browser = await desk.agent("agent.1")
    former = browser.http.cookies["chorale_desk"]

    await provider.sign_in(browser)

    old = desk.browser()
    old.http.cookies.set("chorale_desk", former)
    assert (await old.get("/me")).status_code == 401
    assert (await browser.get("/me")).json()["login"] == "camille.d"


@on_sqlite
async def test_sign_in_page_is_told_what_to_offer(desk: Desk, provider: ProviderProcess) -> None:
    offered = (await desk.browser().get("/sign-in-methods")).json()

    assert offered == {
        "password": True,
        "oidc": {
            "label": "Se connecter avec le compte de l’organisation",
            "href": "/desk/v1/oidc/start",
        },
    }


@pytest.mark.parametrize("more", [CREATING])
async def test_two_first_sign_ins_at_once_open_one_account(
    desk: Desk, provider: ProviderProcess, more: dict[str, str]
) -> None:
    browsers = [desk.browser() for _ in range(4)]

    arrived = await asyncio.gather(*map(provider.sign_in, browsers))

    assert [answer.status_code for answer in arrived] == [200] * 4
    assert {(await browser.get("/me")).json()["login"] for browser in browsers} == {"camille.d"}
