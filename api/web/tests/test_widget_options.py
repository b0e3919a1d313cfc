"""The menu of what is seldom needed: search, keep, begin again, erase."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from api.web.tests.contract_server import ContractServer
from api.web.tests.widget_page import WidgetPage


@pytest.fixture
def widget(page: Page, server: ContractServer) -> WidgetPage:
    return WidgetPage(page, server).open()


def options(widget: WidgetPage) -> Locator:
    return widget.panel.get_by_role("button", name="Options")


def choose(widget: WidgetPage, name: str) -> None:
    options(widget).click()
    widget.panel.get_by_role("menuitem", name=name).click()


def test_the_menu_is_walked_by_keyboard(widget: WidgetPage) -> None:
    options(widget).press("Enter")
    items = widget.panel.get_by_role("menuitem")

    expect(items.first).to_be_focused()
    expect(options(widget)).to_have_attribute("aria-expanded", "true")
    widget.page.keyboard.press("ArrowUp")
    expect(items.last).to_be_focused()
    widget.page.keyboard.press("ArrowDown")
    expect(items.first).to_be_focused()
    widget.page.keyboard.press("End")
    expect(items.last).to_be_focused()
    widget.page.keyboard.press("Home")
    expect(items.first).to_be_focused()


def test_escape_closes_the_menu_alone_and_gives_the_focus_back(widget: WidgetPage) -> None:
    options(widget).press("Enter")
    widget.page.keyboard.press("Escape")

    expect(widget.panel.get_by_role("menu")).to_have_count(0)
    expect(options(widget)).to_be_focused()
    expect(widget.panel).to_be_visible()


def test_on_a_small_screen_too_escape_closes_the_menu_alone(
    page: Page, server: ContractServer
) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    widget = WidgetPage(page, server).open()
    options(widget).press("Enter")
    page.keyboard.press("Escape")

    expect(options(widget)).to_be_focused()
    expect(widget.panel).to_be_visible()


def test_the_menu_closes_when_the_focus_leaves_it(widget: WidgetPage) -> None:
    options(widget).click()
    widget.page.keyboard.press("Tab")

    expect(widget.panel.get_by_role("menu")).to_have_count(0)
    expect(widget.panel.get_by_role("button", name="Fermer l’assistance")).to_be_focused()


def test_words_are_found_whatever_their_case_and_accents(
    widget: WidgetPage, server: ContractServer
) -> None:
    said = {"from": "agent", "type": "message", "author": "Camille"}
    server.push(
        *({**said, "text": text} for text in ("Facture rejetée", "Rien", "La FACTURE : REJETÉE ?"))
    )
    expect(widget.message("REJETÉE ?")).to_have_count(1)
    choose(widget, "Rechercher")
    widget.page.keyboard.type("rejetee")

    here = widget.log.locator(".found")
    status = widget.panel.get_by_role("search").get_by_role("status")
    expect(status).to_contain_text("2 sur 2")
    expect(here).to_have_text("La FACTURE : REJETÉE ?")
    widget.page.keyboard.press("Enter")
    expect(status).to_contain_text("1 sur 2 : Facture rejetée")
    expect(here).to_have_text("Facture rejetée")
    widget.panel.get_by_role("button", name="Résultat suivant").click()
    expect(here).to_have_text("La FACTURE : REJETÉE ?")


def test_a_result_out_of_sight_is_brought_into_it(
    widget: WidgetPage, server: ContractServer
) -> None:
    said = {"from": "agent", "type": "message", "author": "Camille"}
    server.push(*({**said, "text": f"Ligne {number}\n" * 3} for number in range(20)))
    expect(widget.message("Ligne 19")).to_be_in_viewport()
    choose(widget, "Rechercher")
    widget.page.keyboard.type("ligne 2")

    expect(widget.log.locator(".found")).to_have_text("Ligne 2\n" * 3)
    expect(widget.log.locator(".found")).to_be_in_viewport(ratio=0.9)
    # The window's own frame has not moved with it.
    expect(widget.panel.get_by_role("heading", name="Assistance")).to_be_in_viewport(ratio=1)
    assert widget.panel.evaluate("(panel) => panel.scrollTop") == 0


def test_the_search_says_that_nothing_is_found_and_leaves_no_mark(widget: WidgetPage) -> None:
    choose(widget, "Rechercher")
    search = widget.panel.get_by_role("search")
    widget.page.keyboard.type("bonjour")
    expect(widget.log.locator(".found")).to_have_count(1)
    widget.page.keyboard.type("xyz")
    expect(search.get_by_role("status")).to_have_text("Aucun résultat")
    widget.page.keyboard.press("Escape")

    expect(widget.panel.get_by_role("search")).to_have_count(0)
    expect(widget.log.locator(".found")).to_have_count(0)
    expect(widget.field).to_be_focused()


def test_the_conversation_is_kept_as_a_file(widget: WidgetPage) -> None:
    widget.say("à garder")
    expect(widget.message("Réponse à : à garder")).to_have_count(1)

    with widget.page.expect_download() as download:
        choose(widget, "Télécharger")

    assert download.value.suggested_filename == "conversation.txt"
    assert "Réponse à : à garder" in download.value.path().read_text(encoding="utf-8")


def test_a_new_conversation_leaves_the_former_one(
    widget: WidgetPage, server: ContractServer
) -> None:
    widget.say("premier sujet")
    expect(widget.message("Réponse à : premier sujet")).to_have_count(1)
    choose(widget, "Nouvelle conversation")

    expect(widget.log.get_by_text("premier sujet")).to_have_count(0)
    expect(widget.message("Bonjour, je suis Clara")).to_have_count(1)
    expect(widget.field).to_be_focused()
    assert len(server.threads) == 2


def test_who_waits_for_an_agent_does_not_leave_him_unawares(
    widget: WidgetPage, server: ContractServer
) -> None:
    queued = {"speaker": "queued", "position": 1}
    server.push({"from": "system", "type": "state", "text": "Position 1.", "state": queued})
    expect(widget.banner).to_contain_text("file d’attente")
    options(widget).click()

    items = widget.panel.get_by_role("menuitem")
    expect(items).to_have_text(
        [re.compile(word) for word in ("Rechercher", "Télécharger", "Terminer", "Effacer")]
    )


def test_ending_is_confirmed_and_what_was_said_stays(
    widget: WidgetPage, server: ContractServer
) -> None:
    widget.say("merci")
    expect(widget.message("Réponse à : merci")).to_have_count(1)
    choose(widget, "Terminer la conversation")
    expect(widget.panel.get_by_role("menuitem", name="Continuer")).to_be_focused()
    assert not any(line.endswith("/end") for line in server.requests)
    widget.panel.get_by_role("menuitem", name="Terminer").click()

    expect(widget.banner).to_have_text("Cette conversation est terminée.")
    expect(widget.message("Réponse à : merci")).to_have_count(1)
    expect(widget.message("La conversation est terminée.")).to_have_count(1)
    expect(widget.field).to_be_hidden()
    expect(widget.log.get_by_role("button", name="Suivre une facture")).to_be_disabled()
    with widget.page.expect_download() as download:
        choose(widget, "Télécharger")
    assert "Réponse à : merci" in download.value.path().read_text(encoding="utf-8")


def test_who_waits_for_an_agent_may_end_the_conversation(
    widget: WidgetPage, server: ContractServer
) -> None:
    queued = {"speaker": "queued", "position": 1}
    server.push({"from": "system", "type": "state", "text": "Position 1.", "state": queued})
    expect(widget.banner).to_contain_text("file d’attente")
    choose(widget, "Terminer la conversation")
    widget.panel.get_by_role("menuitem", name="Terminer").click()

    expect(widget.banner).to_have_text("Cette conversation est terminée.")


def test_an_ended_conversation_gives_way_to_another(
    widget: WidgetPage, server: ContractServer
) -> None:
    choose(widget, "Terminer la conversation")
    widget.panel.get_by_role("menuitem", name="Terminer").click()
    expect(widget.banner).to_have_text("Cette conversation est terminée.")
    options(widget).click()
    items = widget.panel.get_by_role("menuitem")
    expect(items).to_have_text(
        [re.compile(word) for word in ("Rechercher", "Télécharger", "Nouvelle", "Effacer")]
    )
    widget.page.keyboard.press("Escape")
    with widget.page.expect_response("**/conversations"):
        widget.panel.get_by_role("button", name="Nouvelle conversation").click()

    expect(widget.banner).to_have_text("")
    expect(widget.field).to_be_focused()
    assert len(server.threads) == 2


def test_an_end_that_fails_says_so_and_changes_nothing(
    widget: WidgetPage, server: ContractServer
) -> None:
    server.refused_ends = 1
    choose(widget, "Terminer la conversation")
    widget.panel.get_by_role("menuitem", name="Terminer").click()

    expect(widget.banner).to_contain_text("n’a pas pu être terminée")
    widget.say("encore")
    expect(widget.message("Réponse à : encore")).to_have_count(1)


def test_erasing_is_confirmed_then_done_on_the_server(
    widget: WidgetPage, server: ContractServer
) -> None:
    widget.say("mon secret")
    expect(widget.message("Réponse à : mon secret")).to_have_count(1)
    [erased] = server.threads
    choose(widget, "Effacer la conversation")
    expect(widget.panel.get_by_role("menuitem", name="Garder")).to_be_focused()
    assert erased in server.threads
    widget.panel.get_by_role("menuitem", name="Effacer définitivement").click()

    expect(widget.banner).to_have_text("La conversation est effacée.")
    expect(widget.message("Bonjour, je suis Clara")).to_have_count(1)
    expect(widget.log.get_by_text("mon secret")).to_have_count(0)
    assert erased not in server.threads
    assert len(server.threads) == 1
    assert "secret" not in widget.page.evaluate("JSON.stringify(sessionStorage)")


def test_a_conversation_that_is_kept_stays(widget: WidgetPage, server: ContractServer) -> None:
    choose(widget, "Effacer la conversation")
    widget.panel.get_by_role("menuitem", name="Garder").click()

    expect(widget.panel.get_by_role("menu")).to_have_count(0)
    expect(options(widget)).to_be_focused()
    assert not any(line.startswith("DELETE") for line in server.requests)


def test_an_erasure_that_fails_says_so_and_forgets_nothing(
    widget: WidgetPage, server: ContractServer
) -> None:
    server.refused_erasures = 1
    choose(widget, "Effacer la conversation")
    widget.panel.get_by_role("menuitem", name="Effacer définitivement").click()

    expect(widget.banner).to_contain_text("n’a pas pu être effacée")
    expect(widget.message("Bonjour, je suis Clara")).to_have_count(1)
    assert len(server.threads) == 1
