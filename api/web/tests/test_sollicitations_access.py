"""Each state of `/sollicitations` before axe, in the sizes and lights that it is made for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python  # pyright: ignore[reportMissingTypeStubs]
import pytest
from playwright.sync_api import Browser, expect

from api.web.tests.sollicitations_page import SollicitationsPage

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = "(rules) => axe.run(document, { runOnly: rules })"
_CLIPPED = """
[...document.querySelectorAll('main *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 80))
"""
LAPTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}
# 320 px is also what a screen of 1280 shows when its text is four times larger (WCAG 1.4.10).
PHONE: dict[str, Any] = {
    "viewport": {"width": 320, "height": 640},
    "color_scheme": "dark",
    "reduced_motion": "reduce",
}

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
    # The policy forbids the script that axe is: it is put in a context without it.
    page = browser.new_context(bypass_csp=True, locale="fr-FR", **looks).new_page()
    STATES[state](SollicitationsPage(page, portal_url))

    page.evaluate(AXE)
    found = page.evaluate(_RUN, _RULES)["violations"]

    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= looks["viewport"]["width"]
    assert page.evaluate(_CLIPPED) == []
    page.context.close()


def test_paper_shows_the_exchange_without_the_controls(browser: Browser, portal_url: str) -> None:
    page = browser.new_context(locale="fr-FR").new_page()
    here = SollicitationsPage(page, portal_url).file("Une facture recyclée sans motif.")

    page.emulate_media(media="print")

    expect(here.history).to_contain_text("Une facture recyclée sans motif.")
    expect(here.main.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_role("navigation")).to_have_count(0)
    page.context.close()
