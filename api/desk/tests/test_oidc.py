import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx import Response
from sqlalchemy import update

from api.core.db import Database
from api.core.settings import get_settings
from api.desk.agents import NewAgent
from api.desk.create_agent import create
from api.desk.tests.oidc_server import CLIENT_ID, CLIENT_SECRET, SIGNED_OUT
from api.desk.tests.oidc_sign_in import CAMILLE, ProviderProcess, provider_process
from api.desk.tests.post import Desk, Post
from api.domain.agent_role import AgentRole
from api.models.agent import Agent


@pytest.fixture(scope="module")
def process() -> Iterator[ProviderProcess]:
    with provider_process() as running:
        yield running


@pytest.fixture
def settings_env(
    settings_env: pytest.MonkeyPatch, process: ProviderProcess, request: pytest.FixtureRequest
) -> pytest.MonkeyPatch:
    """The provider is set; `@pytest.mark.parametrize("more", …)` sets more."""
    settings_env.setenv("CHORALE_OIDC_ISSUER", process.issuer)
    settings_env.setenv("CHORALE_OIDC_CLIENT_ID", CLIENT_ID)
    settings_env.setenv("CHORALE_OIDC_CLIENT_SECRET", CLIENT_SECRET)
    named = getattr(request.node, "callspec", None)
    more: dict[str, str] = named.params.get("more", {}) if named else {}
    for name, value in more.items():
        settings_env.setenv(name, value)
    get_settings.cache_clear()
    return settings_env


@pytest.fixture
async def provider(process: ProviderProcess) -> ProviderProcess:
    """At its best behaviour, with Camille signed in."""
    await process.steer()
    return process


@pytest.fixture
async def camille(database: Database) -> NewAgent:
    """Prepared by the operator: no password, not linked yet."""
    agent = NewAgent("camille.d", "Camille", AgentRole.AGENT, None)
    await create(database, agent)
    return agent


# What the database does not see is tried on one.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CREATING = {"CHORALE_OIDC_CREATE_AGENTS": "true"}
MAPPING = {
    "CHORALE_OIDC_ROLE_CLAIM": "realm_access.roles",
    "CHORALE_OIDC_ROLES": '{"chefs": "SUPERVISOR", "guichet": "AGENT"}',
}


def refused_for(response: Response) -> str:
    """Why the browser is sent back to the sign-in page."""
    assert response.status_code == 303, response.text
    page, _, flag = response.headers["location"].partition("?oidc=")
    assert page == "/desk/sign-in"
    assert "chorale_desk=" not in response.headers.get("set-cookie", "")
    return flag


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
async def test_unknown_person_is_created_if_the_settings_say_so(
    desk: Desk, provider: ProviderProcess, more: dict[str, str]
) -> None:
    browser = desk.browser()

    await provider.sign_in(browser)

    me = (await browser.get("/me")).json()
    assert (me["login"], me["name"], me["role"]["code"]) == ("camille.d", "Camille Durand", "AGENT")


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
async def test_person_without_a_group_that_counts_is_refused(
    desk: Desk, provider: ProviderProcess, more: dict[str, str]
) -> None:
    await provider.steer(person=CAMILLE | {"realm_access": {"roles": ["autre"]}})

    assert refused_for(await provider.sign_in(desk.browser())) == "refused"


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
        {"iat": int(time.time()) + 3600},
        {"nbf": int(time.time()) + 3600},
        {"sub": None},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids=str,
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


@on_sqlite
async def test_elliptic_keys_are_read_too(
    desk: Desk, provider: ProviderProcess, camille: NewAgent
) -> None:
    await provider.steer(algorithm="ES256")

    assert (await provider.sign_in(desk.browser())).status_code == 200


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
    ids=str,
)
async def test_provider_that_cannot_be_trusted_is_not_used(
    desk: Desk, provider: ProviderProcess, wrong: dict[str, Any]
) -> None:
    await provider.steer(**wrong)

    started = await desk.browser().http.get("/desk/v1/oidc/start")

    assert refused_for(started) == "unavailable"


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
    ids=str,
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


@pytest.mark.parametrize("more", [{"CHORALE_DESK_PASSWORD_SIGN_IN": "false"}])
async def test_passwords_may_be_closed(
    desk: Desk, provider: ProviderProcess, more: dict[str, str]
) -> None:
    refused = await desk.browser().sign_in("agent.1")

    assert (refused.status_code, refused.json()["code"]) == (403, "password_sign_in_closed")
    assert (await desk.browser().get("/sign-in-methods")).json()["password"] is False
