"""What the pages answer, without a browser."""

import re

import pytest

from api.chat.tests.talk import Talk
from api.desk.tests.post import PASSWORD, Desk

PAGES = [
    "/desk",
    "/desk/sollicitations",
    "/desk/account",
    "/desk/supervision",
    "/desk/canned-replies",
    "/desk/closures",
]
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://test/desk/conversations/1"}

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("path", PAGES)
async def test_without_a_session_a_page_leads_to_the_form(desk: Desk, path: str) -> None:
    answer = await desk.browser().http.get(path)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/sign-in?next=%2Fdesk")


async def test_without_a_session_a_fragment_moves_the_whole_page(desk: Desk) -> None:
    answer = await desk.browser().http.get("/desk/board", headers=HTMX)

    assert answer.status_code == 401
    assert answer.headers["hx-redirect"].startswith(
        "/desk/sign-in?next=%2Fdesk%2Fconversations%2F1"
    )


async def test_without_a_session_a_form_leads_back_to_the_page_that_held_it(desk: Desk) -> None:
    page = {"Referer": "http://test/desk/closures"}
    answer = await desk.browser().http.post("/desk/closures/1/removal", headers=page)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/sign-in?next=%2Fdesk%2Fclosures&")


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/desk/account/totp", "/desk/account"),
        ("/desk/account/totp/confirmation", "/desk/account"),
        ("/desk/accounts/agent.1/reset", "/desk/accounts"),
    ],
)
async def test_what_a_form_answered_is_asked_again_as_its_page(
    desk: Desk, path: str, page: str
) -> None:
    answer = await (await desk.agent("admin.1")).http.get(path)

    assert (answer.status_code, answer.headers["location"]) == (303, page)


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_has_the_strict_policy_and_is_kept_nowhere(desk: Desk, path: str) -> None:
    answer = await (await desk.agent("chef.1")).http.get(path)

    policy = answer.headers["content-security-policy"]
    assert answer.status_code == 200
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "require-trusted-types-for 'script'; trusted-types default" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_holds_a_script_or_a_style_of_its_own(desk: Desk, path: str) -> None:
    page = (await (await desk.agent("chef.1")).http.get(path)).text

    assert page.count("<script") == page.count(' src="')
    assert not any(sign in page for sign in ("<style", " style=", " onclick=", "javascript:"))


@pytest.mark.parametrize("path", PAGES)
async def test_no_two_elements_of_a_page_have_one_name(
    desk: Desk, waiting: Talk, path: str
) -> None:
    page = (await (await desk.agent("chef.1")).http.get(path)).text

    names = re.findall(r' id="([^"]+)"', page)
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("agent.1", "/desk/supervision"),
        ("agent.1", "/desk/accounts"),
        ("agent.1", "/desk/closures"),
        ("chef.1", "/desk/accounts"),
        ("admin.1", "/desk/supervision"),
        ("admin.1", "/desk/board"),
    ],
)
async def test_a_page_of_another_role_is_refused(desk: Desk, login: str, path: str) -> None:
    assert (await (await desk.agent(login)).http.get(path)).status_code == 403


async def test_who_answers_nobody_is_led_to_his_account(desk: Desk) -> None:
    answer = await (await desk.agent("admin.1")).http.get("/desk")

    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/account")


async def test_a_form_of_another_site_is_refused(desk: Desk, waiting: Talk) -> None:
    agent = await desk.agent("agent.1")
    path = f"/desk/conversations/{waiting.id}/claim"
    answer = await agent.http.post(path, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert (await agent.queue())["mine"] == []


async def test_a_form_sent_before_the_scripts_came_takes_the_conversation(
    desk: Desk, waiting: Talk
) -> None:
    agent = await desk.agent("agent.1")
    answer = await agent.http.post(f"/desk/conversations/{waiting.id}/claim")

    assert answer.headers["location"] == f"/desk/conversations/{waiting.id}"
    assert [row["id"] for row in (await agent.queue())["mine"]] == [waiting.id]


async def test_the_login_comes_back_as_text(desk: Desk) -> None:
    form = {"login": '"><b>x', "password": "faux"}
    answer = await desk.browser().http.post("/desk/sign-in", data=form)

    assert answer.status_code == 401
    assert "&#34;&gt;&lt;b&gt;x" in answer.text


async def test_a_session_opened_by_the_form_serves_the_contract(desk: Desk) -> None:
    browser = desk.browser()
    form = {"login": "agent.1", "password": PASSWORD, "next": "/desk/account"}
    answer = await browser.http.post("/desk/sign-in", data=form)

    assert answer.headers["location"] == "/desk/account"
    assert (await browser.get("/me")).status_code == 200


async def test_address_that_is_none_leads_to_the_desk(desk: Desk) -> None:
    browser = desk.browser()
    form = {"login": "agent.1", "password": PASSWORD, "next": "http://["}

    assert (await browser.http.get("/desk/sign-in", params={"next": "//["})).status_code == 200
    assert (await browser.http.post("/desk/sign-in", data=form)).headers["location"] == "/desk"


async def test_headers_that_are_no_address_are_no_failure(desk: Desk) -> None:
    lost = {"HX-Request": "true", "HX-Current-URL": "http://["}
    moved = await desk.browser().http.get("/desk/board", headers=lost)
    agent = await desk.agent("agent.1")
    refused = await agent.http.get("/desk/supervision", headers={"Referer": "http://["})
    foreign = await agent.http.post("/desk/v1/claims", headers={"Origin": "http://["})

    assert (moved.status_code, refused.status_code, foreign.status_code) == (401, 403, 403)
