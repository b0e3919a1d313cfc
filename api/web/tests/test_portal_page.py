"""The demonstration portal, on the real application with its demonstration data."""

import pytest
from playwright.sync_api import Locator, Page, expect


class PortalPage:
    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        page.goto(url)
        expect(self.invoices).not_to_have_attribute("aria-busy", "true")
        expect(self.invoices.locator(".content")).not_to_be_empty()

    @property
    def invoices(self) -> Locator:
        return self.page.get_by_role("region", name="Factures")

    @property
    def spaces(self) -> Locator:
        return self.page.get_by_role("region", name="Structures et espaces")

    @property
    def sollicitations(self) -> Locator:
        return self.page.get_by_role("region", name="Sollicitations")

    def choose(self, login: str) -> None:
        self.page.get_by_label("Utilisateur de démonstration").select_option(login)


@pytest.fixture
def portal(page: Page, portal_url: str) -> PortalPage:
    return PortalPage(page, portal_url)


def test_a_supplier_sees_the_invoices_he_sent(portal: PortalPage) -> None:
    portal.choose("manuela.martin")

    table = portal.invoices.get_by_role("table", name="Factures que vous avez émises")
    row = table.get_by_role("row").filter(has_text="201700100376")
    expect(row).to_contain_text("507,00 €")
    expect(row).to_contain_text("Mise à disposition du destinataire")
    expect(row).to_contain_text("depuis le 26/05/2017")
    expect(table.get_by_role("columnheader", name="Destinataire")).to_be_visible()


def test_a_public_entity_sees_who_sent_what_it_receives(portal: PortalPage) -> None:
    portal.choose("mairie.atd")

    table = portal.invoices.get_by_role("table", name="Factures que vous avez reçues")
    row = table.get_by_role("row").filter(has_text="17726")
    expect(row.get_by_role("cell").first).to_have_text("Bricovillard")


def test_a_missing_space_is_explained_and_can_be_asked_about(portal: PortalPage) -> None:
    portal.choose("pierre.dubois")

    expect(portal.invoices).to_contain_text("« Factures émises »")
    portal.invoices.get_by_role("button", name="Comment obtenir cet espace").click()

    log = portal.page.get_by_role("log")
    expect(log).to_contain_text("Il me manque un espace, que faire ?")


def test_spaces_tell_which_are_open(portal: PortalPage) -> None:
    portal.choose("pierre.dubois")

    spaces = portal.spaces.get_by_role("listitem")
    expect(spaces.filter(has_text="Factures émises").last).to_contain_text("non ouvert")


def test_nobody_is_shown_nothing(portal: PortalPage) -> None:
    portal.choose("")

    for region in (portal.invoices, portal.spaces, portal.sollicitations):
        expect(region).to_contain_text("Choisissez un utilisateur de démonstration")


def test_the_chosen_user_is_kept_by_a_reload(portal: PortalPage) -> None:
    portal.choose("mairie.atd")
    expect(portal.invoices.get_by_role("table", name="reçues")).to_be_visible()

    portal.page.reload()

    expect(portal.invoices.get_by_role("table", name="reçues")).to_be_visible()


def test_asking_about_an_invoice_opens_the_assistant_with_the_question(portal: PortalPage) -> None:
    portal.choose("manuela.martin")
    portal.invoices.get_by_role("button", name="Où en est-elle ? Facture 201700000124").click()

    log = portal.page.get_by_role("log")
    expect(log).to_contain_text("Où en est ma facture 201700000124 ?")


def test_the_conversation_belongs_to_the_chosen_user(portal: PortalPage) -> None:
    portal.choose("mairie.atd")
    expect(portal.invoices.get_by_role("table", name="reçues")).to_be_visible()

    with portal.page.expect_request("**/chat/v1/conversations") as asked:
        portal.page.get_by_role("button", name="Besoin d’aide").click()

    assert '"identity":"' in (asked.value.post_data or "")


def test_lists_are_read_again_when_a_turn_ends(portal: PortalPage) -> None:
    portal.choose("manuela.martin")
    expect(portal.invoices.get_by_role("table", name="émises")).to_be_visible()

    with portal.page.expect_response("**/portal/v1/sollicitations"):
        portal.page.locator("chorale-chat").dispatch_event("chorale:turn")


def test_the_page_has_one_title_and_landmarks(portal: PortalPage) -> None:
    expect(portal.page.get_by_role("heading", level=1)).to_have_count(1)
    for landmark in ("banner", "main", "contentinfo"):
        expect(portal.page.get_by_role(landmark)).to_have_count(1)
    expect(portal.page.locator("html")).to_have_attribute("lang", "fr")


def test_the_first_tab_stop_skips_to_the_content(portal: PortalPage) -> None:
    portal.page.keyboard.press("Tab")
    skip = portal.page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()

    portal.page.keyboard.press("Enter")

    expect(portal.page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("width", [320, 375, 768])
def test_a_narrow_screen_needs_no_sideways_scrolling(portal: PortalPage, width: int) -> None:
    portal.page.set_viewport_size({"width": width, "height": 700})
    portal.choose("mairie.atd")
    expect(portal.invoices.get_by_role("table", name="reçues")).to_be_visible()

    assert portal.page.evaluate("document.documentElement.scrollWidth") <= width
