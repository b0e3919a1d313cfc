"""The assistant in the frame of another origin."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from api.core.settings import ROOT, get_settings
from api.core.tokens import sign_identity
from api.web.tests.accessibility import LAPTOP, PHONE, assert_accessible, page_for_axe
from api.web.tests.contract_server import ContractServer
from api.web.tests.framed_page import FramedPage, Portal, portal

type Hold = Callable[..., tuple[FramedPage, ContractServer]]

AWAITED = "?identite=portail"
GUIDE = ROOT / "docs" / "widget.md"


@pytest.fixture
def hold(page: Page, tmp_path: Path, settings_env: pytest.MonkeyPatch) -> Iterator[Hold]:
    """Opens a portal of another origin that holds the frame."""
    with ExitStack() as stack:
        around: Portal = stack.enter_context(portal(tmp_path))

        def enter(
            query: str = "",
            *,
            allowed: str = around.url,
            width: int = 400,
            on: Page = page,
            more: str = "",
        ) -> tuple[FramedPage, ContractServer]:
            settings_env.setenv("CHORALE_WIDGET_FRAME_ANCESTORS", f'["{allowed}"]')
            get_settings.cache_clear()
            server = stack.enter_context(ContractServer())
            around.hold(f"{server.url}/widget/cadre{query}", width, more)
            return FramedPage(on, around), server

        yield enter


@pytest.mark.parametrize("width", [400, 1000])
def test_the_window_is_open_and_fills_the_frame(hold: Hold, width: int) -> None:
    held, _ = hold(width=width)
    held.say("bonjour")

    assert held.panel.evaluate("(panel) => [panel.offsetWidth, panel.offsetHeight]") == [width, 600]


def test_an_allowed_portal_says_who_the_user_is(hold: Hold) -> None:
    held, server = hold()
    held.say("bonjour")
    manuela = sign_identity("manuela.martin", "Manuela Martin")
    with held.page.expect_response("**/identity"):
        held.tell("chorale:identify", identity=manuela)

    assert (server.thread.identity, len(server.threads)) == (manuela, 1)


def test_what_awaits_an_identity_asks_nothing_before_it(hold: Hold) -> None:
    held, server = hold(AWAITED)
    held.await_told("chorale:ready")
    expect(held.inside.get_by_role("status")).to_contain_text("attend la page")
    held.tell("chorale:ask", text="trop tôt")
    manuela = sign_identity("manuela.martin", "Manuela Martin")
    held.tell("chorale:identify", identity=manuela)
    held.say("bonjour")

    assert [thread.identity for thread in server.threads.values()] == [manuela]
    assert [post["text"] for post in server.posts] == ["bonjour"]


def test_a_reload_finds_the_conversation_of_the_user_again(hold: Hold) -> None:
    held, server = hold(AWAITED)
    held.await_told("chorale:ready")
    manuela = sign_identity("manuela.martin", "Manuela Martin")
    held.tell("chorale:identify", identity=manuela)
    held.say("bonjour")

    held.page.reload()
    held.await_told("chorale:ready")
    held.tell("chorale:identify", identity=manuela)

    expect(held.panel.get_by_text("Réponse à : bonjour")).to_be_visible()
    assert len(server.threads) == 1


def test_who_logs_out_leaves_nothing_to_the_next(hold: Hold) -> None:
    held, server = hold(AWAITED)
    held.await_told("chorale:ready")
    held.tell("chorale:identify", identity=sign_identity("manuela.martin", "Manuela Martin"))
    held.say("bonjour")
    held.tell("chorale:identify", identity=None)

    expect(held.panel.get_by_text("Réponse à : bonjour")).to_have_count(0)
    expect(held.panel.get_by_text("Bonjour, je suis Clara")).to_be_visible()
    assert server.thread.identity is None


def test_another_portal_is_not_let_hold_the_frame(hold: Hold, browser: Browser) -> None:
    with browser.new_page() as watched:  # the breach of the policy is what is wanted here
        held, server = hold(allowed="https://portail.example.fr", on=watched)

        expect(held.panel).to_have_count(0)
        assert held.frame.url.startswith("chrome-error:")
        assert "GET /widget/cadre/frame.js" not in server.requests


def test_an_origin_that_is_not_listed_is_not_listened_to(hold: Hold) -> None:
    """Even where a browser would not enforce `frame-ancestors`: the script looks as well."""
    held, server = hold(AWAITED)
    held.await_told("chorale:ready")
    told = "new MessageEvent('message', { data, source: parent, origin: 'https://ailleurs.fr' })"
    for order in ("chorale:identify", "chorale:open", "chorale:ask"):
        held.frame.evaluate(f"(data) => dispatchEvent({told})", {"type": order, "text": "x"})

    expect(held.inside.get_by_role("status")).to_contain_text("attend la page")
    assert server.threads == {}


def test_the_frame_listens_to_the_page_that_holds_it_alone(hold: Hold) -> None:
    held, server = hold(AWAITED)
    held.await_told("chorale:ready")
    own = "new MessageEvent('message', { data, source: window, origin: location.origin })"
    held.frame.evaluate(f"(data) => dispatchEvent({own})", {"type": "chorale:identify"})

    expect(held.inside.get_by_role("status")).to_contain_text("attend la page")
    assert server.threads == {}


def test_the_portal_is_told_what_happens_and_nothing_of_what_is_said(hold: Hold) -> None:
    held, _ = hold()
    held.await_told("chorale:open")
    held.say("une question à moi")
    held.await_told("chorale:turn")
    held.panel.get_by_role("button", name="Fermer l’assistance").click()
    held.await_told("chorale:close")

    assert {message["type"] for message in held.told()} == {
        "chorale:ready",
        "chorale:open",
        "chorale:turn",
        "chorale:close",
    }
    assert {key for message in held.told() for key in message} == {"type", "seq"}


def test_the_portal_asks_closes_and_opens_again(hold: Hold) -> None:
    held, server = hold()
    held.tell("chorale:ask", text="où en est ma facture")
    expect(held.panel.get_by_text("Réponse à : où en est ma facture")).to_be_visible()
    held.tell("chorale:close")
    expect(held.launcher).to_be_visible()
    held.tell("chorale:open")
    expect(held.field).to_be_visible()

    assert len(server.threads) == 1


def test_a_portal_that_opens_the_window_may_keep_the_keyboard(hold: Hold) -> None:
    held, _ = hold(AWAITED)
    held.await_told("chorale:ready")
    held.page.evaluate("() => { document.body.tabIndex = -1; document.body.focus(); }")
    held.tell("chorale:identify", identity=None, focus=False)
    expect(held.panel.get_by_text("Bonjour, je suis Clara")).to_be_visible()
    assert held.page.evaluate("document.activeElement.localName") == "body"
    assert held.frame.evaluate("document.hasFocus()") is False

    held.tell("chorale:close")
    expect(held.launcher).to_be_visible()
    held.tell("chorale:open", focus=False)
    expect(held.panel).to_be_visible()
    expect(held.field).not_to_be_focused()
    held.tell("chorale:close")
    held.tell("chorale:open")
    expect(held.field).to_be_focused()


def test_the_frame_may_be_asked_in_english(hold: Hold) -> None:
    held, _ = hold(f"{AWAITED}&langue=en")
    held.await_told("chorale:ready")
    expect(held.inside.get_by_role("status")).to_have_text(
        "Support is waiting for the page that holds it…"
    )
    held.tell("chorale:identify", identity=None)

    expect(held.inside.get_by_role("dialog", name="Support")).to_be_visible()
    assert held.frame.evaluate("[document.documentElement.lang, document.title]") == [
        "en",
        "Online support",
    ]


@pytest.mark.parametrize(
    "message", [None, "chorale:close", {"type": "toString"}, {"type": "chorale:nothing"}, 3]
)
def test_other_messages_change_nothing(hold: Hold, message: object) -> None:
    held, _ = hold()
    held.say("bonjour")
    held.page.evaluate("(message) => tell(message)", message)
    held.say("toujours là")

    expect(held.panel).to_be_visible()


def test_the_sandbox_that_is_documented_is_enough(hold: Hold) -> None:
    documented = re.search(r"`sandbox` : `([^`]+)`", GUIDE.read_text(encoding="utf-8"))
    assert documented
    held, server = hold(more=f' sandbox="{documented[1]}"')
    held.say("bonjour")
    held.page.reload()

    expect(held.panel.get_by_text("Réponse à : bonjour")).to_be_visible()
    assert len(server.threads) == 1


def test_without_a_portal_it_is_a_page(page: Page, server: ContractServer) -> None:
    page.goto(f"{server.url}/widget/cadre{AWAITED}")

    expect(page.get_by_role("dialog", name="Assistance")).to_be_visible()
    expect(page.get_by_text("Bonjour, je suis Clara")).to_be_visible()


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop-light", "phone-dark"])
def test_the_frame_with_a_conversation_before_axe(
    browser: Browser, server: ContractServer, screen: dict[str, Any]
) -> None:
    page = page_for_axe(browser, screen)
    page.goto(f"{server.url}/widget/cadre")
    panel = page.get_by_role("dialog", name="Assistance")
    panel.get_by_label("Votre message").fill("bonjour")
    panel.get_by_label("Votre message").press("Enter")
    expect(panel.get_by_text("Réponse à : bonjour")).to_be_visible()

    assert_accessible(page, screen)
    page.context.close()
