"""Each state of `/sollicitations` before axe, in the sizes and lights that it is made for."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from api.web.tests.accessibility import LAPTOP, PHONE, assert_accessible, page_for_axe
from api.web.tests.sollicitations_page import SollicitationsPage

type State = Callable[[SollicitationsPage], None]


def _list(here: SollicitationsPage) -> None:
    here.enter("manuela.martin")


def _empty(here: SollicitationsPage) -> None:
    here.enter("pierre.dubois", "?onglet=cloturees")


def _nobody(here: SollicitationsPage) -> None:
    here.page.goto(f"{here.url}/sollicitations")
    expect(here.heading).to_be_visible()


def _left(here: SollicitationsPage) -> None:
    here.enter("manuela.martin").leaving.click()
    expect(here.heading).to_have_text("Vous avez quitté vos sollicitations")


def _switching(here: SollicitationsPage) -> None:
    here.enter("manuela.martin").write("Une facture recyclée sans motif.")
    here.arrive("mairie.atd")
    expect(here.heading).to_contain_text("Continuer en tant que")


def _refused(here: SollicitationsPage) -> None:
    here.enter("manuela.martin").follow("faux.faux.faux")
    expect(here.trouble).not_to_be_empty()


def _unknown(here: SollicitationsPage) -> None:
    here.enter("manuela.martin", "?reference=SOL-1999-000001")
    expect(here.trouble).not_to_be_empty()


def _detail(here: SollicitationsPage) -> None:
    here.file("Une facture recyclée.\n\nDeux paragraphes, et une_suite_sans_espace" + "x" * 60)
    here.choose("Ajouter une information")


def _form_with_errors(here: SollicitationsPage) -> None:
    here.enter("manuela.martin").open_form()
    here.field("Catégorie").select_option("FACTURES_EMISES")
    here.field("Sous-catégorie").select_option("QUESTION_ENTITE_PUBLIQUE")
    here.join("programme.exe", b"MZ")
    here.button("Vérifier avant d’envoyer").click()
    expect(here.main.get_by_role("group")).to_be_focused()


def _summary(here: SollicitationsPage) -> None:
    here.enter("manuela.martin").write("Une facture recyclée sans motif.")
    here.button("Vérifier avant d’envoyer").click()
    expect(here.heading).to_have_text("Vérifiez avant d’envoyer")


def _sent(here: SollicitationsPage) -> None:
    _summary(here)
    here.button("Envoyer").click()
    expect(here.heading).to_have_text("Votre sollicitation est envoyée")


def _received(here: SollicitationsPage) -> None:
    here.file_to_the_town("Une question pour la mairie.")
    here.enter("mairie.atd", "?recues")


def _received_one(here: SollicitationsPage) -> None:
    here.file_to_the_town("Une question pour la mairie.")
    here.town(here.reference, "assign")
    here.enter("mairie.atd", f"?recue={here.reference}")
    here.choose("Répondre")


STATES: dict[str, State] = {
    "list": _list,
    "empty": _empty,
    "nobody": _nobody,
    "left": _left,
    "switching": _switching,
    "refused": _refused,
    "unknown": _unknown,
    "detail": _detail,
    "form with errors": _form_with_errors,
    "summary": _summary,
    "sent": _sent,
    "received": _received,
    "received one": _received_one,
}


@pytest.mark.parametrize("looks", [LAPTOP, PHONE], ids=["laptop", "dark phone"])
@pytest.mark.parametrize("state", STATES)
def test_each_state_is_accessible_and_needs_no_sideways_scrolling(
    browser: Browser, portal_url: str, state: str, looks: dict[str, Any]
) -> None:
    page = page_for_axe(browser, looks)
    STATES[state](SollicitationsPage(page, portal_url))

    assert_accessible(page, looks)
    page.context.close()


def test_paper_shows_the_exchange_without_the_controls(browser: Browser, portal_url: str) -> None:
    page = browser.new_context(locale="fr-FR").new_page()
    here = SollicitationsPage(page, portal_url).file("Une facture recyclée sans motif.")

    page.emulate_media(media="print")

    expect(here.history).to_contain_text("Une facture recyclée sans motif.")
    expect(here.main.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_role("navigation")).to_have_count(0)
    page.context.close()
