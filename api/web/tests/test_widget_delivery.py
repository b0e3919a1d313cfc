"""Proxies that hold streams back, and several tabs of one conversation."""

from playwright.sync_api import Page, expect

from api.web.tests.contract_server import ContractServer
from api.web.tests.widget_page import WidgetPage

PUSHED = {"from": "agent", "type": "message", "author": "Agnès", "text": "Bonjour, je vous lis."}


def another_tab(page: Page, server: ContractServer) -> WidgetPage:
    """As « dupliquer l’onglet »: a tab opened by a page begins with what it had stored."""
    with page.expect_popup() as opened:
        page.evaluate("window.open()")  # empty: the page is then loaded once
    return WidgetPage(opened.value, server)


def behind_a_proxy(page: Page, server: ContractServer) -> WidgetPage:
    """One that holds streams back: the time given to the first byte has passed."""
    page.clock.install()
    server.holds = True
    widget = WidgetPage(page, server)
    widget.launcher.click()
    server.await_reads("stream", 1)
    page.clock.fast_forward(6_000)
    return widget


def test_the_log_is_polled_where_a_proxy_holds_streams_back(
    page: Page, server: ContractServer
) -> None:
    widget = behind_a_proxy(page, server)
    widget.say("ma question")

    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    expect(widget.banner).to_have_text("")


def test_such_a_proxy_is_remembered_for_the_session(page: Page, server: ContractServer) -> None:
    widget = behind_a_proxy(page, server)
    expect(widget.message("Bonjour, je suis Clara")).to_have_count(1)
    server.reads.clear()

    page.reload()
    server.push(PUSHED)

    expect(widget.message("je vous lis")).to_have_count(1)
    assert "stream" not in server.reads


def test_streams_are_tried_again_later(page: Page, server: ContractServer) -> None:
    widget = behind_a_proxy(page, server)
    expect(widget.message("Bonjour, je suis Clara")).to_have_count(1)
    server.holds = False
    server.reads.clear()

    page.clock.fast_forward(70_000)
    server.push(PUSHED)
    expect(widget.message("je vous lis")).to_have_count(1)
    server.push({**PUSHED, "text": "Voilà la suite."})

    expect(widget.message("la suite")).to_have_count(1)
    assert "stream" in server.reads


def test_tabs_of_one_conversation_share_a_stream(page: Page, server: ContractServer) -> None:
    first = WidgetPage(page, server).open()
    second = another_tab(page, server)
    expect(second.message("Bonjour, je suis Clara")).to_have_count(1)

    first.say("ma question")

    for tab in (first, second):
        expect(tab.message("Réponse à : ma question")).to_have_count(1)
        expect(tab.log.locator(".user")).to_have_count(1)
    assert server.reads.count("stream") == 1


def test_what_one_tab_says_the_other_shows(page: Page, server: ContractServer) -> None:
    first = WidgetPage(page, server).open()
    second = another_tab(page, server)
    expect(second.message("Bonjour, je suis Clara")).to_have_count(1)

    second.say("depuis l’autre onglet")

    expect(first.message("Réponse à : depuis l’autre onglet")).to_have_count(1)
    expect(first.log.locator(".user")).to_have_count(1)


def test_another_tab_takes_over_where_it_stands(page: Page, server: ContractServer) -> None:
    first = WidgetPage(page, server).open()
    second = another_tab(page, server)
    first.say("ma question")
    expect(second.message("Réponse à : ma question")).to_have_count(1)

    page.close()
    server.await_reads("stream", 2)
    server.push(PUSHED)

    expect(second.message("je vous lis")).to_have_count(1)
    expect(second.message("Réponse à : ma question")).to_have_count(1)


def test_without_locks_each_tab_has_a_stream_of_its_own(page: Page, server: ContractServer) -> None:
    page.context.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined })")
    first = WidgetPage(page, server).open()
    second = another_tab(page, server)
    expect(second.message("Bonjour, je suis Clara")).to_have_count(1)

    first.say("ma question")

    for tab in (first, second):
        expect(tab.message("Réponse à : ma question")).to_have_count(1)
    server.await_reads("stream", 2)
