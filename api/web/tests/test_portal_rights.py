"""Structures, spaces, requests and notifications of the demonstration portal."""

from playwright.sync_api import expect

from api.web.tests.portal_page import NEWCOMER, SUPPLIER, OpenPortal


def test_spaces_tell_which_are_open(shown: OpenPortal) -> None:
    here = shown("espaces", NEWCOMER)

    space = here.region("Les Délices de Savoie").get_by_role("listitem")
    expect(space.filter(has_text="Factures émises")).to_contain_text("non ouvert")


def test_a_space_is_asked_for_where_it_is_missing(portal: OpenPortal) -> None:
    here = portal("espaces", NEWCOMER)

    here.button("Demander l’espace Suivi des flux").click()

    expect(here.said).to_have_text("Demande de l’espace « Suivi des flux » envoyée.")
    requests = here.read(NEWCOMER, "requests")["items"]
    assert [item["space"]["code"] for item in requests if item["mine"]] == ["SUIVI_FLUX"]


def test_a_manager_decides_on_a_request(portal: OpenPortal) -> None:
    here = portal("espaces")

    here.button("Accepter la demande de Camille Robert").click()

    expect(here.said).to_have_text("Demande de Camille Robert acceptée.")
    expect(here.button("Accepter la demande de Camille Robert")).to_have_count(0)


def test_unread_notifications_are_counted_in_the_head(shown: OpenPortal) -> None:
    expect(shown().places).to_contain_text("Notifications 4 non lues")


def test_all_notifications_are_marked_as_read(portal: OpenPortal) -> None:
    here = portal("notifications")

    here.button("Tout marquer comme lu").click()

    expect(here.main.get_by_text("non lue", exact=True)).to_have_count(0)
    expect(here.places.locator(".count")).to_have_count(0)
    assert here.read(SUPPLIER, "notifications")["unread"] == 0


def test_a_notification_leads_to_what_it_is_about(shown: OpenPortal) -> None:
    here = shown("notifications")

    here.main.get_by_role("link", name="Camille Robert demande").click()

    expect(here.region("Demandes de droits")).to_contain_text("Camille Robert")
