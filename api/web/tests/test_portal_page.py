"""The demonstration portal: who looks at it, its views, and the assistant that knows him."""

import pytest
from playwright.sync_api import expect

from api.web.tests.portal_page import NEWCOMER, SUPPLIER, TOWN, OpenPortal


def test_a_missing_space_is_explained_and_can_be_asked_about(shown: OpenPortal) -> None:
    here = shown(login=NEWCOMER)

    expect(here.main).to_contain_text("« Factures émises »")
    here.button("Comment obtenir cet espace").click()

    expect(here.log).to_contain_text("Il me manque un espace, que faire ?")


def test_nobody_is_shown_nothing(shown: OpenPortal) -> None:
    here = shown(login="anonyme")

    expect(here.main).to_contain_text("Choisissez un utilisateur de démonstration")
    expect(here.places).to_be_hidden()


def test_the_chosen_user_is_kept_by_a_reload(shown: OpenPortal) -> None:
    here = shown()
    here.choose(TOWN)
    expect(here.main.get_by_role("table", name="reçues")).to_be_visible()

    here.page.reload()

    expect(here.main.get_by_role("table", name="reçues")).to_be_visible()


def test_another_user_is_not_left_on_what_the_first_one_opened(shown: OpenPortal) -> None:
    here = shown("factures/201700000128")

    here.choose(TOWN)

    expect(here.heading).to_have_text("Mes factures")
    expect(here.said).to_have_text("Session de Mairie ATD.")


def test_the_conversation_belongs_to_the_chosen_user(shown: OpenPortal) -> None:
    here = shown(login=TOWN)

    with here.page.expect_request("**/chat/v1/conversations") as asked:
        here.button("Où en est-elle ? Facture 17726").click()

    assert '"identity":"' in (asked.value.post_data or "")


@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("Factures", "Mes factures"),
        ("Déposer", "Déposer un fichier"),
        ("Flux", "Mes flux"),
        ("Sollicitations", "Mes sollicitations"),
        ("Structures et espaces", "Mes structures et mes espaces"),
        ("Notifications", "Mes notifications"),
    ],
)
def test_each_view_takes_the_focus_and_names_the_window(
    shown: OpenPortal, place: str, title: str
) -> None:
    here = shown("flux" if place == "Factures" else "factures")

    here.go(place)

    expect(here.heading).to_have_text(title)
    expect(here.heading).to_be_focused()
    expect(here.page).to_have_title(f"{place} — Portail de démonstration")
    expect(here.places.get_by_role("link", name=place)).to_have_attribute("aria-current", "page")


def test_a_first_visit_leaves_the_focus_at_the_top(shown: OpenPortal) -> None:
    expect(shown().page.locator("body")).to_be_focused()


def test_going_back_shows_the_view_before(shown: OpenPortal) -> None:
    here = shown("factures")
    here.go("Flux")
    expect(here.heading).to_have_text("Mes flux")

    here.page.go_back()

    expect(here.heading).to_have_text("Mes factures")


def test_the_page_has_one_title_and_landmarks(shown: OpenPortal) -> None:
    here = shown()

    expect(here.heading).to_have_count(1)
    for landmark in ("banner", "main", "contentinfo"):
        expect(here.page.get_by_role(landmark)).to_have_count(1)
    expect(here.page.locator("html")).to_have_attribute("lang", "fr")


def test_the_first_tab_stop_skips_to_the_content(shown: OpenPortal) -> None:
    here = shown("flux")

    here.page.keyboard.press("Tab")
    expect(here.page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    here.page.keyboard.press("Enter")

    expect(here.main).to_be_focused()
    assert here.page.url.endswith("#/flux")


def test_sollicitations_lead_to_their_page_in_the_same_name(shown: OpenPortal) -> None:
    here = shown("sollicitations", SUPPLIER)

    here.row("SOL-2026-000002").get_by_role("link").click()

    expect(here.page.get_by_role("heading", level=1)).to_contain_text("201700000124")
    expect(here.page.locator("#who")).to_have_text("Manuela Martin")
    assert "identite" not in here.page.url
