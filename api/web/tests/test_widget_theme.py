"""The look that a portal gives to the widget, and the page of example that shows how."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from api.web.framing import FRAME
from api.web.tests.accessibility import LAPTOP, PHONE, assert_accessible, page_for_axe
from api.web.tests.contract_server import ContractServer
from api.web.tests.test_widget_access import PAIRS, contrast
from api.web.tests.widget_page import WidgetPage

SOBER = (FRAME / "exemple" / "sober.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_the_example_of_theme_stands_out_enough(ink: str, paper: str, theme: int) -> None:
    colours = SOBER.partition("prefers-color-scheme: dark")[theme * 2]

    assert contrast(_colour(colours, ink), _colour(colours, paper)) >= 4.5


def test_the_example_of_theme_names_every_colour_of_the_widget() -> None:
    style = (FRAME.parent / "widget" / "launcher-style.js").read_text(encoding="utf-8")

    assert set(re.findall(r"(--[a-z-]+): ", SOBER)) == set(re.findall(r"(--[a-z-]+): ", style))


@pytest.mark.parametrize("reserved", ["#000091", "#e1000f", "Marianne", "Spectral"])
def test_the_example_of_theme_takes_nothing_reserved(reserved: str) -> None:
    assert reserved.lower() not in SOBER.lower()


def _example(page: Page, url: str) -> Locator:
    page.goto(f"{url}/widget/exemple")
    logins = page.get_by_label("Utilisateur de démonstration")
    expect(logins.get_by_role("option", name="Manuela")).to_have_count(1)
    return logins


def test_a_page_dresses_the_widget_by_its_own_style_sheet(page: Page, portal_url: str) -> None:
    _example(page, portal_url)
    page.get_by_label("sobre").check()
    page.get_by_role("button", name="open()").click()
    panel = page.get_by_role("dialog", name="Assistance")

    expect(panel.locator(".head")).to_have_css("background-color", "rgb(29, 79, 145)")
    field = panel.get_by_label("Votre message")
    expect(field).to_have_css("font-family", 'Arial, "Liberation Sans", sans-serif')


def test_one_colour_is_enough(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()
    widget.element.evaluate("(chat) => chat.style.setProperty('--chorale-accent', '#6a1b4d')")

    expect(widget.panel.locator(".head")).to_have_css("background-color", "rgb(106, 27, 77)")
    expect(widget.panel.locator(".send")).to_have_css("background-color", "rgb(106, 27, 77)")


def test_the_example_says_who_the_user_is_and_notes_what_happens(
    page: Page, portal_url: str
) -> None:
    logins = _example(page, portal_url)
    with page.expect_request_finished(lambda asked: asked.url.endswith("/demo/v1/identities")):
        logins.select_option(value="manuela.martin")
    with page.expect_response("**/chat/v1/conversations") as created:
        page.get_by_role("button", name="open()").click()

    assert '"identity"' in (created.value.request.post_data or "")
    expect(page.get_by_role("log", name="Les évènements")).to_contain_text("chorale:open")
    page.get_by_role("button", name="close()").click()
    expect(page.get_by_role("log", name="Les évènements")).to_contain_text("chorale:close")


def test_the_example_holds_the_frame_and_puts_it_away(page: Page, portal_url: str) -> None:
    logins = _example(page, portal_url)
    logins.select_option(value="manuela.martin")
    opener = page.get_by_role("button", name="Ouvrir l’assistance dans un cadre")
    opener.click()
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("dialog", name="Assistance")).to_be_visible()
    inside.get_by_role("button", name="Fermer l’assistance").click()

    expect(page.locator("iframe")).to_have_count(0)
    expect(opener).to_be_focused()


def _closed(page: Page) -> None:
    expect(page.get_by_role("button", name="Besoin d’aide")).to_be_visible()


def _dressed(page: Page) -> None:
    page.get_by_label("sobre").check()
    page.get_by_role("button", name="open()").click()
    expect(page.get_by_role("dialog", name="Assistance").get_by_role("button").last).to_be_visible()


def _framed(page: Page) -> None:
    page.get_by_role("button", name="Ouvrir l’assistance dans un cadre").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("dialog", name="Assistance")).to_be_visible()


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop-light", "phone-dark"])
@pytest.mark.parametrize("state", [_closed, _dressed, _framed])
def test_the_example_before_axe(
    browser: Browser, portal_url: str, state: Callable[[Page], None], screen: dict[str, Any]
) -> None:
    page = page_for_axe(browser, screen)
    _example(page, portal_url)
    state(page)

    assert_accessible(page, screen)
    page.context.close()


def _colour(style: str, name: str) -> str:
    found = re.search(rf"--{name}: (#[0-9a-f]+)", style)
    assert found, name
    return found[1]
