"""The flows of the demonstration portal, and their integration reports."""

from playwright.sync_api import expect

from api.web.tests.portal_page import TOWN, OpenPortal

PARTLY = "CPP0011100000000000044751"


def test_flows_tell_their_state_and_their_count(shown: OpenPortal) -> None:
    row = shown("flux").row(PARTLY)

    expect(row).to_contain_text("Intégré partiellement")
    expect(row).to_contain_text("1 ligne intégrée, 4 refusées")


def test_a_refused_line_says_why_and_what_to_do(shown: OpenPortal) -> None:
    here = shown("flux")

    here.main.get_by_role("link", name=PARTLY).click()

    line = here.region("Compte rendu").get_by_role("row").filter(has_text="201700000127")
    expect(line).to_contain_text("le numéro d’engagement manque")
    expect(line).to_contain_text("Ajoutez le numéro d’engagement")


def test_an_integrated_line_leads_to_its_invoice(shown: OpenPortal) -> None:
    here = shown(f"flux/{PARTLY}")

    here.main.get_by_role("link", name="201700000128").click()

    expect(here.heading).to_have_text("Facture 201700000128")


def test_a_user_without_flows_is_told_so(shown: OpenPortal) -> None:
    expect(shown("flux", TOWN).main).to_contain_text("Aucun flux.")
