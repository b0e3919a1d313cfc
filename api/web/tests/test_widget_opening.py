"""Opening and closing the window, by hand and by the host page."""

import pytest
from playwright.sync_api import Page, expect

from api.web.tests.contract_server import ContractServer
from api.web.tests.widget_page import WidgetPage


def test_nothing_is_asked_nor_stored_before_the_first_opening(
    page: Page, server: ContractServer
) -> None:
    widget = WidgetPage(page, server)
    expect(widget.launcher).to_be_visible()
    page.wait_for_load_state("networkidle")

    asked = {line.partition(" ")[2] for line in server.requests}
    assert "/widget/panel.js" not in asked
    assert not any(address.startswith(("/chat", "/readyz")) for address in asked)
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert page.context.cookies() == []


def test_opening_puts_the_focus_in_the_field(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()

    expect(widget.field).to_be_focused()


@pytest.mark.parametrize("width", [1280, 375])
def test_the_page_may_open_it_and_keep_the_focus(
    page: Page, server: ContractServer, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    widget = WidgetPage(page, server)
    page.evaluate("() => { document.querySelector('h1').tabIndex = 0; }")
    page.locator("h1").focus()
    widget.element.evaluate("(chat) => chat.open({ focus: false })")
    expect(widget.log.get_by_text("Bonjour, je suis Clara")).to_be_visible()

    expect(widget.field).not_to_be_focused()
    assert widget.element.evaluate("(chat) => chat.shadowRoot.activeElement") is None
    # On a phone the window hides the page, which is out of reach.
    assert page.evaluate("document.activeElement.localName") == ("h1" if width > 480 else "body")
    page.keyboard.press("Tab")
    if width < 480:
        expect(widget.panel.locator(":focus")).to_have_count(1)
    widget.say("bonjour")
    expect(widget.message("Réponse à : bonjour")).to_have_count(1)


def test_escape_closes_and_gives_the_focus_back(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()

    page.keyboard.press("Escape")

    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_the_assistant_says_what_it_is(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()

    expect(widget.panel.get_by_role("heading", name="Assistance")).to_be_visible()
    expect(widget.panel.locator(".head")).to_contain_text("Clara, assistante automatique")


def test_the_host_page_opens_asks_and_closes(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server)
    widget.element.evaluate("""(chat) => {
        window.told = [];
        for (const name of ['chorale:open', 'chorale:turn', 'chorale:close'])
            document.addEventListener(name, () => window.told.push(name));
    }""")

    widget.element.evaluate("(chat) => chat.ask('Bonjour Clara')")
    expect(widget.log).to_contain_text("Réponse à : Bonjour Clara")
    page.wait_for_function("() => window.told.includes('chorale:turn')")
    widget.element.evaluate("(chat) => chat.close()")

    expect(widget.panel).to_be_hidden()
    told = page.evaluate("window.told")
    assert (told[0], told[-1]) == ("chorale:open", "chorale:close")


def test_a_message_that_comes_while_closed_is_counted_on_the_button(
    page: Page, server: ContractServer
) -> None:
    server.silent.add("Je cherche une réponse")
    widget = WidgetPage(page, server).open()
    widget.say("Je cherche une réponse")
    expect(widget.panel.get_by_text("Clara écrit")).to_be_visible()
    page.keyboard.press("Escape")

    server.run(lambda: server.answer(server.thread, 2, "Je cherche une réponse"))

    expect(widget.launcher).to_have_accessible_name("Besoin d’aide ? (1 nouveau message)")


def test_a_widget_taken_off_the_page_can_be_put_back(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()

    widget.element.evaluate("(chat) => { chat.remove(); document.body.append(chat); }")

    expect(widget.panel).to_be_visible()
    expect(widget.log.get_by_text("Bonjour, je suis Clara")).to_have_count(1)
