"""Each view of the demonstration portal before axe, in the sizes and lights that it is made for."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from api.portal.flows.tests.files import cii, sample
from api.web.tests.accessibility import LAPTOP, PHONE, assert_accessible, page_for_axe
from api.web.tests.portal_page import NEWCOMER, TOWN, PortalPage

type State = Callable[[PortalPage], None]

_WRONG = cii(sample("2026-0102", "00000000108396", "22310001700423", due=Decimal("125.00")))


def _at(place: str, login: str = "manuela.martin") -> State:
    return lambda here: (here.open(place, login), None)[1]


def _check(here: PortalPage) -> None:
    file: FilePayload = {"name": "facture.xml", "mimeType": "text/xml", "buffer": _WRONG}
    here.open("depot").page.get_by_label("Choisir un fichier").set_input_files(file)
    expect(here.region("Contrôle avant envoi")).to_be_visible()


def _confirmation(here: PortalPage) -> None:
    _check(here)
    here.button("Déposer").click()
    expect(here.page.get_by_role("dialog", name="Confirmer le dépôt")).to_be_visible()


def _assistant(here: PortalPage) -> None:
    here.open().button("Où en est-elle ? Facture 201700000128").click()
    expect(here.log).to_contain_text("201700000128")


STATES: dict[str, State] = {
    "sent": _at("factures"),
    "received": _at("factures", TOWN),
    "refused": _at("factures", NEWCOMER),
    "nobody": _at("factures", "anonyme"),
    "nothing found": _at("factures?q=zzzz"),
    "returned invoice": _at("factures/201700000128"),
    "paid invoice": _at("factures/201700000130", TOWN),
    "unknown invoice": _at("factures/inconnue"),
    "flows": _at("flux"),
    "report": _at("flux/CPP0011100000000000044751"),
    "deposit": _at("depot"),
    "check": _check,
    "confirmation": _confirmation,
    "sollicitations": _at("sollicitations"),
    "rights": _at("espaces"),
    "spaces to ask for": _at("espaces", NEWCOMER),
    "notifications": _at("notifications"),
    "assistant": _assistant,
}


@pytest.mark.parametrize("state", STATES)
def test_each_view_is_accessible_and_needs_no_sideways_scrolling(
    browser: Browser, shared_portal_url: str, state: str
) -> None:
    page = page_for_axe(browser, LAPTOP)
    STATES[state](PortalPage(page, shared_portal_url))
    assert_accessible(page, LAPTOP)

    page.set_viewport_size(PHONE["viewport"])
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")

    assert_accessible(page, PHONE)
    page.context.close()


def test_paper_shows_the_invoice_without_the_controls(
    browser: Browser, shared_portal_url: str
) -> None:
    page = browser.new_context(locale="fr-FR").new_page()
    here = PortalPage(page, shared_portal_url).open("factures/201700000128")

    page.emulate_media(media="print")

    expect(here.region("Suivi")).to_contain_text("À recycler")
    expect(here.main.get_by_role("button")).to_have_count(0)
    expect(here.places).to_be_hidden()
    expect(page.locator("chorale-chat")).to_be_hidden()
    page.context.close()


def test_a_row_does_not_travel_for_who_wants_no_motion(browser: Browser, portal_url: str) -> None:
    page = browser.new_context(locale="fr-FR", **PHONE).new_page()
    here = PortalPage(page, portal_url).open()
    here.recycle()
    here.turn()

    expect(here.rows().first).to_contain_text("201700000128")

    assert page.evaluate("document.getAnimations().length") == 0
    page.context.close()
