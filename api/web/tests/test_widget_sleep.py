"""The lid is shut and opened again: connections died unheard, timers are late.

The page is stopped by Chromium's debugger while the server goes on; a night is a jump of its clock.
Afterwards each message is there once, and one stream is open.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from api.web.tests.contract_server import ContractServer, Event
from api.web.tests.widget_page import WidgetPage

SAID: Event = {"from": "agent", "type": "message", "author": "Agnès"}
NIGHT = "08:00:00"


@pytest.fixture
def widget(page: Page, server: ContractServer) -> WidgetPage:
    return WidgetPage(page, server).open()


@contextmanager
def asleep(page: Page) -> Generator[None]:
    """No script of the page runs meanwhile: what comes for it waits, timers as well."""
    cdp: Any = page.context.new_cdp_session(page)
    cdp.send("Debugger.enable")
    cdp.send("Debugger.pause")
    yield
    cdp.send("Debugger.disable")
    cdp.detach()


def said(server: ContractServer, *texts: str) -> None:
    server.push(*({**SAID, "text": text} for text in texts))


def expire(server: ContractServer) -> None:
    """The server forgets what nobody came back to, and the connection with it."""
    server.run(lambda: (server.end(), server.threads.clear()))


def test_what_was_said_meanwhile_is_there_once(widget: WidgetPage, server: ContractServer) -> None:
    with asleep(widget.page):
        said(server, "Première.", "Deuxième.")
    said(server, "Troisième.")

    expect(widget.message("Troisième.")).to_have_count(1)
    expect(widget.log.locator(".message.agent .bubble")).to_have_text(
        ["Première.", "Deuxième.", "Troisième."]
    )
    assert server.reads.count("stream") == 1


def test_a_connection_that_ended_meanwhile_is_taken_up(
    widget: WidgetPage, server: ContractServer
) -> None:
    with asleep(widget.page):
        server.cut()
        said(server, "Pendant la nuit.")

    expect(widget.message("Pendant la nuit.")).to_have_count(1)
    expect(widget.message("Bonjour, je suis Clara")).to_have_count(1)
    expect(widget.banner).to_have_text("")
    server.await_live(1)


def test_a_connection_dead_without_a_word_is_left_for_another(
    page: Page, server: ContractServer
) -> None:
    page.clock.install()
    widget = WidgetPage(page, server).open()
    server.mute()
    said(server, "Pendant la nuit.")
    page.clock.fast_forward(NIGHT)

    expect(widget.message("Pendant la nuit.")).to_have_count(1)
    said(server, "Au matin.")
    expect(widget.message("Au matin.")).to_have_count(1)
    expect(widget.message("Pendant la nuit.")).to_have_count(1)
    assert (server.reads.count("stream"), len(server.threads)) == (2, 1)
    server.await_live(1)


def test_a_connection_that_was_being_opened_is_opened_again(
    page: Page, server: ContractServer
) -> None:
    """Its silence is not taken for that of a proxy that holds streams back."""
    page.clock.install()
    widget = WidgetPage(page, server).open()
    with page.expect_request(lambda asked: "after=" in asked.url and "wait=" not in asked.url):
        page.route("**/events?*", lambda _: None, times=1)
        server.cut()
    page.clock.fast_forward(NIGHT)
    said(server, "Pendant la nuit.")

    expect(widget.message("Pendant la nuit.")).to_have_count(1)
    server.await_live(1)


def test_an_answer_owed_before_comes_after(page: Page, server: ContractServer) -> None:
    page.clock.install()
    server.silent.add("ma question")
    widget = WidgetPage(page, server).open()
    widget.say("ma question")
    expect(widget.panel.get_by_text("Clara écrit")).to_be_visible()
    # Acknowledged: asleep before, it would rightly be sent again.
    page.wait_for_function("() => !JSON.stringify(sessionStorage).includes('ma question')")
    server.mute()
    server.run(lambda: server.answer(server.thread, 2, "ma question"))
    page.clock.fast_forward(NIGHT)

    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    expect(widget.panel.get_by_text("Clara écrit")).to_be_hidden()
    assert len(server.posts) == 1


def test_what_could_not_leave_before_leaves_once_after(page: Page, server: ContractServer) -> None:
    page.clock.install()
    widget = WidgetPage(page, server).open()
    page.context.set_offline(True)
    server.cut()
    widget.say("ma question")
    expect(widget.message("ma question")).to_contain_text("En attente d’envoi")
    with asleep(page):
        said(server, "Pendant la nuit.")
    page.clock.fast_forward(NIGHT)
    page.context.set_offline(False)

    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    expect(widget.message("Pendant la nuit.")).to_have_count(1)
    expect(widget.log.locator(".user")).to_have_count(1)
    assert [post["text"] for post in server.posts] == ["ma question"]
    server.await_live(1)


def test_a_conversation_that_expired_meanwhile_gives_way_to_a_new_one(
    widget: WidgetPage, server: ContractServer
) -> None:
    widget.field.fill("je n’ai pas fini")
    with asleep(widget.page):
        expire(server)

    expect(widget.banner).to_contain_text("Votre conversation précédente a expiré")
    expect(widget.message("Bonjour, je suis Clara")).to_have_count(1)
    expect(widget.field).to_have_value("je n’ai pas fini")
    widget.field.press("Enter")
    expect(widget.message("Réponse à : je n’ai pas fini")).to_have_count(1)
    assert len(server.threads) == 1
    server.await_live(1)


def test_what_waited_goes_to_the_new_conversation_once(page: Page, server: ContractServer) -> None:
    page.clock.install()
    widget = WidgetPage(page, server).open()
    page.context.set_offline(True)
    widget.say("ma question")
    expect(widget.message("ma question")).to_contain_text("En attente d’envoi")
    with asleep(page):
        expire(server)
    page.clock.fast_forward(NIGHT)
    page.context.set_offline(False)

    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    expect(widget.log.locator(".user")).to_have_count(1)
    assert [event["from"] for event in server.thread.events].count("user") == 1
    assert len(server.threads) == 1


def test_a_tab_that_sleeps_leaves_the_stream_to_one_that_does_not(
    widget: WidgetPage, server: ContractServer
) -> None:
    other = a_tab_apart(widget, server)
    with asleep(widget.page):
        other.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        server.await_reads("stream", 2)
        said(server, "Pendant le somme.")
        expect(other.message("Pendant le somme.")).to_have_count(1)
    said(server, "Au réveil.")

    for tab in (widget, other):
        expect(tab.message("Au réveil.")).to_have_count(1)
        expect(tab.message("Pendant le somme.")).to_have_count(1)
    server.await_live(1)


def test_tabs_that_slept_together_share_a_stream_again(
    widget: WidgetPage, server: ContractServer
) -> None:
    other = a_tab_apart(widget, server)
    with asleep(widget.page), asleep(other.page):
        server.cut()
        said(server, "Pendant la nuit.")

    for tab in (widget, other):
        expect(tab.message("Pendant la nuit.")).to_have_count(1)
    server.await_live(1)


def a_tab_apart(widget: WidgetPage, server: ContractServer) -> WidgetPage:
    """Of the same conversation, in a process of its own: one may sleep without the other."""
    stored = widget.page.evaluate("JSON.stringify(sessionStorage)")
    page = widget.page.context.new_page()
    page.goto(f"{server.url}/readyz")
    page.evaluate("(stored) => Object.assign(sessionStorage, JSON.parse(stored))", stored)
    other = WidgetPage(page, server)
    expect(other.message("Bonjour, je suis Clara")).to_have_count(1)
    server.await_reads("poll", 1)  # it has heard the one that leads
    return other
