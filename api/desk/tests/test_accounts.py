"""What an operator does with the accounts, and what the other roles may not."""

from typing import Any

import pytest
from httpx import Response

from api.core.db import Database
from api.core.settings import get_settings
from api.desk.accounts.agents import NewAgent
from api.desk.create_agent import create
from api.desk.tests.post import BASE, PASSWORD, Desk, Post
from api.domain.agent_role import AgentRole

NEW = {"login": "sacha.m", "name": "Sacha", "role": "AGENT"}


@pytest.fixture
async def operator(desk: Desk, database: Database) -> Post:
    await create(database, NewAgent("patron", "Patron", AgentRole.OPERATOR, PASSWORD))
    return await desk.agent("patron")


async def _post(browser: Post, path: str = "", **body: Any) -> Response:
    return await browser.http.post(f"{BASE}/accounts{path}", json=body)


async def _patch(browser: Post, login: str, **body: Any) -> Response:
    return await browser.http.patch(f"{BASE}/accounts/{login}", json=body)


async def test_accounts_are_listed(operator: Post) -> None:
    items = (await operator.get("/accounts")).json()["items"]

    assert {"agent.1", "agent.2", "chef.1", "patron"} <= {item["login"] for item in items}
    first = items[0]
    assert (first["active"], first["totp"], first["sign_in"]["code"]) == (True, False, "PASSWORD")


async def test_created_agent_chooses_his_password_and_enters(desk: Desk, operator: Post) -> None:
    created = await _post(operator, **NEW)
    initial = created.json()["initial_password"]
    browser = desk.browser()

    opened = await browser.sign_in("sacha.m", initial)

    assert created.status_code == 201
    assert created.headers["cache-control"] == "no-store"
    assert opened.json()["step"]["code"] == "PASSWORD"
    assert (await browser.get("/queue")).status_code == 403
    body = {"current": initial, "new": "une-phrase-de-sacha"}
    await browser.http.put(f"{BASE}/me/password", json=body)
    assert (await browser.get("/queue")).status_code == 200


async def test_login_that_is_taken_is_refused(operator: Post) -> None:
    refused = await _post(operator, **NEW | {"login": "AGENT.1"})

    assert (refused.status_code, refused.json()["code"]) == (409, "login_taken")


@pytest.mark.parametrize("login", ["", "a", "été", "deux mots", "../x", "-tiret"])
async def test_login_that_cannot_be_one_is_refused(operator: Post, login: str) -> None:
    refused = await _post(operator, **NEW | {"login": login})

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_login")


async def test_account_of_the_provider_needs_one(operator: Post) -> None:
    refused = await _post(operator, **NEW | {"sign_in": "OIDC"})

    assert refused.json()["code"] == "oidc_not_configured"


async def test_account_of_the_provider_has_no_password(
    desk: Desk, operator: Post, settings_env: pytest.MonkeyPatch
) -> None:
    settings_env.setenv("CHORALE_OIDC_ISSUER", "https://identite.example")
    settings_env.setenv("CHORALE_OIDC_CLIENT_ID", "chorale")
    get_settings.cache_clear()

    created = (await _post(operator, **NEW | {"sign_in": "OIDC"})).json()

    assert created["initial_password"] is None
    assert (created["account"]["sign_in"]["code"], created["account"]["linked"]) == ("OIDC", False)
    assert (await desk.browser().sign_in("sacha.m", "")).status_code == 401


async def test_closed_account_loses_its_sessions_and_opens_no_other(
    desk: Desk, operator: Post
) -> None:
    browser = await desk.agent("agent.1")

    assert (await _post(operator, "/agent.1/deactivation")).status_code == 204

    assert (await browser.get("/me")).status_code == 401
    assert (await desk.browser().sign_in("agent.1")).status_code == 401


async def test_account_opened_again_is_as_it_was(desk: Desk, operator: Post) -> None:
    browser = await desk.agent("agent.1")
    await _post(operator, "/agent.1/deactivation")

    assert (await _post(operator, "/agent.1/reactivation")).status_code == 204

    assert (await desk.browser().sign_in("agent.1")).status_code == 200
    assert (await browser.get("/me")).status_code == 401


async def test_reset_gives_another_initial_password_and_ends_the_sessions(
    desk: Desk, operator: Post
) -> None:
    browser = await desk.agent("agent.1")

    reset = await _post(operator, "/agent.1/reset")

    assert reset.status_code == 200
    assert (await browser.get("/me")).status_code == 401
    assert (await desk.browser().sign_in("agent.1")).status_code == 401
    opened = await desk.browser().sign_in("agent.1", reset.json()["initial_password"])
    assert opened.json()["step"]["code"] == "PASSWORD"


async def test_change_of_role_ends_the_sessions(desk: Desk, operator: Post) -> None:
    browser = await desk.agent("agent.1")

    changed = await _patch(operator, "agent.1", role="SUPERVISOR")

    assert changed.json()["role"]["code"] == "SUPERVISOR"
    assert (await browser.get("/me")).status_code == 401


async def test_change_of_name_leaves_the_sessions(desk: Desk, operator: Post) -> None:
    browser = await desk.agent("agent.1")

    await _patch(operator, "agent.1", name="Camille D.")

    assert (await browser.get("/me")).json()["name"] == "Camille D."


async def test_operator_cannot_shut_himself_out(operator: Post) -> None:
    for refused in (
        await _post(operator, "/patron/deactivation"),
        await _post(operator, "/patron/reset"),
        await _patch(operator, "patron", role="AGENT"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "own_account")


async def test_unknown_account_is_told(operator: Post) -> None:
    for action in ("deactivation", "reactivation", "reset"):
        refused = await _post(operator, f"/personne/{action}")
        assert (refused.status_code, refused.json()["code"]) == (404, "account_not_found")


@pytest.mark.parametrize("login", ["agent.1", "chef.1"])
async def test_accounts_are_the_operators_alone(desk: Desk, login: str) -> None:
    browser = await desk.agent(login)

    for refused in (
        await browser.get("/accounts"),
        await _post(browser, **NEW),
        await _post(browser, "/agent.2/deactivation"),
        await _post(browser, "/personne/deactivation"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "role_required")


@pytest.mark.parametrize("role", [AgentRole.OPERATOR, AgentRole.EDITOR])
async def test_neither_operators_nor_editors_see_conversations(
    desk: Desk, database: Database, role: AgentRole
) -> None:
    await create(database, NewAgent("autre", "Autre", role, PASSWORD))

    refused = await (await desk.agent("autre")).get("/queue")

    assert (refused.status_code, refused.json()["code"]) == (403, "role_required")
