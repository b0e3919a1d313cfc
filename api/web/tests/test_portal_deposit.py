"""A file deposited on the demonstration portal: checked, confirmed, followed to its report."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import FilePayload, Route, expect

from api.portal.flows.tests.files import cii, sample, ubl, zipped
from api.web.tests.portal_page import SUPPLIER, OpenPortal, PortalPage

OWN, ATD31, DEPARTMENT = "00000000108396", "25310197600020", "22310001700423"
GOOD = cii(sample("2026-0101", OWN, ATD31, service_code="FACTURES_PUBLIQUES"))
WRONG = cii(sample("2026-0102", OWN, DEPARTMENT, total_incl_tax=Decimal("125.00")))
LOT = zipped({"a.xml": ubl(sample("2026-0103", OWN, ATD31, service_code="FACTURES_PUBLIQUES"))})


def _choose(here: PortalPage, name: str, content: bytes) -> None:
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    here.page.get_by_label("Choisir un fichier").set_input_files(file)
    expect(here.region("Contrôle avant envoi")).to_be_visible()


def _confirm(here: PortalPage) -> None:
    here.button("Déposer ce fichier").click()
    here.page.get_by_role("dialog").get_by_role("button", name="Confirmer le dépôt").click()


def test_a_wrong_file_says_what_would_be_refused_and_how_to_correct_it(shown: OpenPortal) -> None:
    here = shown("depot")

    _choose(here, "facture.xml", WRONG)

    report = here.region("Contrôle avant envoi")
    expect(report).to_contain_text("Cette facture serait refusée.")
    expect(report).to_contain_text("exige un code service : il n’y en a pas")
    expect(report).to_contain_text("Ajoutez le code service du bon de commande.")
    expect(here.said).to_have_text("Cette facture serait refusée.")
    expect(here.button("Déposer malgré tout")).to_be_visible()


def test_what_was_read_in_the_file_is_shown(shown: OpenPortal) -> None:
    here = shown("depot")

    _choose(here, "facture.xml", GOOD)

    report = here.region("Contrôle avant envoi")
    expect(report).to_contain_text("2026-0101")
    expect(report).to_contain_text("120,00 €")


def test_a_deposit_that_is_not_confirmed_sends_nothing(shown: OpenPortal) -> None:
    here = shown("depot")
    _choose(here, "lot.zip", LOT)

    here.button("Déposer ce fichier").click()
    expect(here.page.get_by_role("dialog", name="Confirmer le dépôt")).to_be_visible()
    here.page.keyboard.press("Escape")

    expect(here.button("Déposer ce fichier")).to_be_focused()
    assert here.read(SUPPLIER, "flows")["total"] == 2


def test_a_file_that_cannot_be_read_is_refused_in_words(shown: OpenPortal) -> None:
    here = shown("depot")
    file: FilePayload = {"name": "vide.xml", "mimeType": "text/xml", "buffer": b""}

    here.page.get_by_label("Choisir un fichier").set_input_files(file)

    expect(here.main.locator(".notice")).to_contain_text("vide")


@pytest.mark.parametrize(
    ("name", "content", "number"),
    [("facture.xml", GOOD, "2026-0101"), ("lot.zip", LOT, "2026-0103")],
)
def test_a_confirmed_deposit_is_followed_to_its_report(
    portal: OpenPortal, name: str, content: bytes, number: str
) -> None:
    here = portal("depot")
    _choose(here, name, content)

    _confirm(here)

    expect(here.heading).to_have_text(re.compile(r"Flux CPP\d+"))
    expect(here.heading).to_be_focused()
    expect(here.region("Compte rendu")).to_contain_text(number)
    expect(here.region("État")).to_contain_text("Tout le contenu du flux est intégré.")


def test_a_deposit_whose_answer_was_lost_is_done_once(portal: OpenPortal) -> None:
    here = portal("depot")
    _choose(here, "lot.zip", LOT)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    here.page.route("**/portal/v1/flows", lose, times=1)
    _confirm(here)
    expect(here.main).to_contain_text("le fichier ne sera pas déposé deux fois")
    _confirm(here)

    expect(here.heading).to_have_text(re.compile(r"Flux CPP\d+"))
    assert here.read(SUPPLIER, "flows")["total"] == 3
