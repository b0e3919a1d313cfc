"""`/sollicitations` in a real Chromium, on the real application with its demonstration data."""

import re

import pytest
from playwright.sync_api import Page, expect

from api.web.tests.sollicitations_page import Open, lose_the_answer_once, signed_out

DESCRIPTION = "La mairie a recyclé ma facture sans dire pourquoi."


def test_nobody_is_told_how_to_come(page: Page, portal_url: str) -> None:
    page.goto(f"{portal_url}/sollicitations")

    expect(page.get_by_role("main")).to_contain_text("connectez-vous à votre portail")


def test_the_identity_leaves_the_address_at_once_and_survives_a_reload(opened: Open) -> None:
    here = opened()
    assert "identite" not in here.page.url

    here.page.reload()

    expect(here.page.get_by_role("heading", level=1)).to_have_text("Mes sollicitations")


def test_the_demonstration_page_leads_here_as_the_chosen_user(page: Page, portal_url: str) -> None:
    page.goto(f"{portal_url}/#/sollicitations")
    page.get_by_label("Utilisateur de démonstration").select_option("mairie.atd")
    expect(page.get_by_role("status")).to_contain_text("Mairie ATD")

    page.get_by_role("link", name="Suivre mes sollicitations").click()

    expect(page.locator("#who")).to_have_text("Mairie ATD")


def test_what_waits_for_the_author_comes_first(opened: Open) -> None:
    here = opened()

    tabs = here.tabs.get_by_role("link")
    expect(tabs.first).to_have_attribute("aria-current", "page")
    expect(tabs.first).to_contain_text("Actions requises")
    assert [name.split()[0] for name in tabs.all_inner_texts()] == [
        "Actions",
        "En",
        "Clôturées",
        "Brouillons",
    ]


def test_one_is_filed_after_a_summary(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    here.button("Vérifier avant d’envoyer").click()
    expect(here.heading).to_be_focused()
    expect(here.heading).to_have_text("Vérifiez avant d’envoyer")
    expect(here.main).to_contain_text(DESCRIPTION)
    expect(here.main).to_contain_text("adressée au support")

    here.button("Envoyer").click()

    expect(here.heading).to_have_text("Votre sollicitation est envoyée")
    expect(here.heading).to_be_focused()
    here.page.get_by_role("link", name="Voir ma sollicitation").click()
    expect(here.history).to_contain_text(DESCRIPTION)


def test_a_double_click_files_once(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    here.button("Vérifier avant d’envoyer").click()

    here.button("Envoyer").dblclick()

    expect(here.heading).to_have_text("Votre sollicitation est envoyée")
    assert here.total("en_cours") == here.before["en_cours"] + 1
    assert here.total("brouillons") == here.before["brouillons"]


def test_an_answer_that_is_lost_and_a_reload_file_once(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    lose_the_answer_once(here.page, "**/portal/v1/sollicitations")
    here.button("Vérifier avant d’envoyer").click()
    here.button("Envoyer").click()
    expect(here.trouble).to_contain_text("rien ne sera envoyé deux fois")

    here.page.reload()
    expect(here.field("Votre demande")).to_have_value(DESCRIPTION)
    here.field("Votre demande").fill(f"{DESCRIPTION} Merci.")
    here.button("Vérifier avant d’envoyer").click()
    here.button("Envoyer").click()

    expect(here.heading).to_have_text("Votre sollicitation est envoyée")
    assert here.total("en_cours") == here.before["en_cours"] + 1
    assert here.total("brouillons") == here.before["brouillons"]


@pytest.mark.parametrize("reloaded", [False, True])
def test_a_submission_whose_answer_is_lost_is_not_done_again(opened: Open, reloaded: bool) -> None:
    here = opened().write(DESCRIPTION)
    lose_the_answer_once(here.page, "**/submission")
    here.button("Vérifier avant d’envoyer").click()
    here.button("Envoyer").click()
    expect(here.trouble).to_contain_text("rien ne sera envoyé deux fois")

    if reloaded:
        here.page.reload()
        expect(here.history).to_contain_text(DESCRIPTION)
    else:
        here.button("Envoyer").click()
        expect(here.heading).to_have_text("Votre sollicitation est envoyée")

    assert here.total("en_cours") == here.before["en_cours"] + 1
    assert here.total("brouillons") == here.before["brouillons"]


def test_what_is_missing_is_tied_to_its_field(opened: Open) -> None:
    here = opened().open_form()
    here.button("Vérifier avant d’envoyer").click()

    summary = here.main.get_by_role("group", name="Il reste 2 points à corriger")
    expect(summary).to_be_focused()
    field = here.field("Votre demande")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("10 caractères au moins"))
    summary.get_by_role("link", name="Choisissez une catégorie").click()
    expect(here.field("Catégorie")).to_be_focused()


def test_a_public_entity_is_needed_where_it_is_asked(opened: Open) -> None:
    here = opened().open_form()
    here.field("Catégorie").select_option("FACTURES_EMISES")
    expect(here.field("Entité publique destinataire")).to_be_hidden()

    here.field("Sous-catégorie").select_option("QUESTION_ENTITE_PUBLIQUE")
    here.field("Votre demande").fill(DESCRIPTION)
    here.button("Vérifier avant d’envoyer").click()

    expect(here.main.get_by_role("group")).to_contain_text("Indiquez l’entité publique")


def test_a_draft_is_kept_on_the_server_and_finished_later(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    here.button("Enregistrer le brouillon").click()
    expect(here.result).to_contain_text("enregistré")
    here.go_to_tab("Brouillons")
    here.row(DESCRIPTION).get_by_role("link").click()
    expect(here.field("Votre demande")).to_have_value(DESCRIPTION)

    here.button("Vérifier avant d’envoyer").click()
    here.button("Envoyer").click()

    expect(here.heading).to_have_text("Votre sollicitation est envoyée")
    assert here.total("brouillons") == here.before["brouillons"]


def test_a_draft_may_be_erased(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    here.button("Enregistrer le brouillon").click()
    expect(here.result).to_contain_text("enregistré")
    here.go_to_tab("Brouillons")
    here.row(DESCRIPTION).get_by_role("link").click()
    here.page.on("dialog", lambda dialog: dialog.accept())

    here.button("Supprimer ce brouillon").click()

    expect(here.result).to_have_text("Le brouillon est supprimé.")
    assert here.total("brouillons") == here.before["brouillons"]


def test_what_is_typed_survives_a_reload(opened: Open) -> None:
    here = opened().write(DESCRIPTION)

    here.page.reload()

    expect(here.field("Votre demande")).to_have_value(DESCRIPTION)
    expect(here.field("Sous-catégorie")).to_have_value("DEPOT_FACTURE")
    here.button("Tout effacer et recommencer").click()
    expect(here.field("Votre demande")).to_have_value("")


def test_a_file_goes_with_it(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    here.join("motif.txt", b"Recyclee le 3 novembre")
    expect(here.main).to_contain_text("motif.txt")
    expect(here.result).to_contain_text("brouillon")
    here.button("Vérifier avant d’envoyer").click()
    expect(here.main).to_contain_text("motif.txt")
    here.button("Envoyer").click()
    here.page.get_by_role("link", name="Voir ma sollicitation").click()

    with here.page.expect_download() as told:
        here.history.get_by_role("button", name="motif.txt").click()

    assert told.value.path().read_bytes() == b"Recyclee le 3 novembre"


def test_a_file_that_is_refused_says_why(opened: Open) -> None:
    here = opened().write(DESCRIPTION)

    here.join("programme.exe", b"MZ")

    expect(here.main.get_by_role("listitem").filter(has_text="programme.exe")).to_contain_text(
        "Non joint"
    )


def test_an_expired_identity_loses_nothing(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    here.page.route("**/portal/v1/sollicitations", signed_out)
    here.button("Enregistrer le brouillon").click()
    expect(here.trouble).to_contain_text("Votre session a pris fin.")
    expect(here.field("Votre demande")).to_have_value(DESCRIPTION)

    here.page.unroute("**/portal/v1/sollicitations")
    here.renew()
    expect(here.trouble).to_be_empty()
    expect(here.page.locator("#view")).not_to_have_attribute("aria-busy", "true")
    expect(here.field("Votre demande")).to_have_value(DESCRIPTION)
    here.button("Enregistrer le brouillon").click()
    expect(here.result).to_contain_text("enregistré")


def test_another_user_of_the_tab_does_not_see_what_was_typed(opened: Open) -> None:
    here = opened().write(DESCRIPTION)

    here.enter("laurent.bonhomme", "?nouvelle=1")

    expect(here.field("Votre demande")).to_have_value("")


def test_a_search_says_what_it_finds(opened: Open) -> None:
    here = opened().file(DESCRIPTION)
    here.enter("manuela.martin", "?onglet=en_cours&q=introuvable-xyz")
    expect(here.main).to_contain_text("Rien ne correspond à « introuvable-xyz »")

    here.page.get_by_role("searchbox").fill("recyclé facture")
    here.page.keyboard.press("Enter")

    expect(here.row(DESCRIPTION)).to_be_visible()


def test_an_unknown_reference_is_said(opened: Open) -> None:
    here = opened(query="?reference=SOL-1999-000001")

    expect(here.trouble).to_contain_text("SOL-1999-000001")


def test_going_back_shows_the_list_again(opened: Open) -> None:
    here = opened()
    here.go_to_tab("En cours")

    here.page.go_back()

    expect(here.tabs.get_by_role("link").first).to_have_attribute("aria-current", "page")


def test_own_sollicitations_are_exported(opened: Open) -> None:
    here = opened().file(DESCRIPTION)
    here.go_to_tab("En cours")

    with here.page.expect_download() as told:
        here.button("tableur (CSV)").click()

    assert DESCRIPTION in told.value.path().read_text(encoding="utf-8-sig")


def test_every_control_is_reached_by_the_keyboard(opened: Open) -> None:
    here = opened()
    reached = [here.tab_key() for _ in range(9)]

    for name in (
        "Aller au contenu",
        "Quitter",
        "Mes sollicitations",
        "Nouvelle sollicitation",
        "En cours",
    ):
        assert any(name in text for text in reached), (name, reached)
