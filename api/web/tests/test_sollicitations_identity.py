"""Whose `/sollicitations` is: who a link brings, in whose name one writes, how one leaves."""

from playwright.sync_api import Dialog, Page, expect

from api.web.tests.sollicitations_page import (
    Open,
    SollicitationsPage,
    lose_the_answer_once,
    signed_out,
)

DESCRIPTION = "La mairie a recyclé ma facture sans dire pourquoi."
FORGED = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYW51ZWxhLm1hcnRpbiJ9.AAAA"
PORTAL = "http://portail.example/"
EVIL = "http://evil.example/"


def test_a_forged_identity_is_refused_without_any_link_away(page: Page, portal_url: str) -> None:
    here = SollicitationsPage(page, portal_url).follow(FORGED, referer=EVIL)

    expect(here.trouble).to_contain_text("n’est pas valable")
    expect(here.trouble).to_contain_text("Retournez vous-même à votre portail")
    expect(here.trouble.get_by_role("link")).to_have_count(0)
    assert here.kept == {}


def test_a_forged_identity_changes_nothing_for_who_is_here(opened: Open) -> None:
    here = opened()

    here.follow(FORGED, referer=EVIL)

    expect(here.trouble).to_contain_text("reste ouverte au nom de Manuela Martin")
    expect(here.heading).to_have_text("Mes sollicitations")
    assert "evil.example" not in str(here.kept)


def test_the_portal_that_brought_an_accepted_identity_is_offered(
    page: Page, portal_url: str
) -> None:
    here = SollicitationsPage(page, portal_url)
    here.follow(here.identity("manuela.martin"), referer=PORTAL)
    page.route("**/portal/v1/sollicitations?**", signed_out)

    here.page.reload()

    portal = here.trouble.get_by_role("link", name="Retourner au portail (portail.example)")
    expect(portal).to_have_attribute("href", PORTAL)


def test_a_session_that_ends_without_a_known_portal_offers_no_link(opened: Open) -> None:
    here = opened()
    here.page.route("**/portal/v1/**", signed_out)

    here.page.reload()

    expect(here.trouble).to_contain_text("Rouvrez cette page depuis votre portail")
    expect(here.trouble.get_by_role("link")).to_have_count(0)


def test_an_arrival_during_an_outage_waits_for_a_reload(page: Page, portal_url: str) -> None:
    here = SollicitationsPage(page, portal_url)
    page.route("**/portal/v1/me", lambda route: route.abort())
    here.follow(here.identity("manuela.martin"))
    expect(here.trouble).to_contain_text("ne répond pas")

    page.unroute("**/portal/v1/me")
    page.reload()

    expect(here.heading).to_have_text("Mes sollicitations")


def test_who_is_here_may_stay_when_a_link_names_another(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    here.arrive("mairie.atd", "?nouvelle=1")
    expect(here.heading).to_be_focused()
    expect(here.heading).to_contain_text("Continuer en tant que")
    expect(here.main).to_contain_text("mairie.atd")
    expect(here.main).to_contain_text("Manuela Martin (manuela.martin)")

    here.button("Rester Manuela Martin").click()

    expect(here.field("Votre demande")).to_have_value(DESCRIPTION)
    expect(here.main).to_contain_text("Vous écrivez en tant que Manuela Martin")


def test_a_reload_does_not_answer_for_the_user(opened: Open) -> None:
    here = opened().arrive("mairie.atd")

    here.page.reload()

    expect(here.heading).to_contain_text("Continuer en tant que")


def test_the_notes_of_the_one_before_go_with_him(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    assert DESCRIPTION in str(here.kept)

    here.enter("mairie.atd", "?nouvelle=1")

    expect(here.main).to_contain_text("Vous écrivez en tant que")
    expect(here.main).to_contain_text("(mairie.atd)")
    assert DESCRIPTION not in str(here.kept)
    assert "manuela" not in str(here.kept)


def test_the_notes_of_others_go_when_a_session_ends(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    here.page.evaluate("sessionStorage.setItem('sollicitations:autre:saisie:nouvelle', '{}')")
    here.page.route("**/portal/v1/sollicitations", signed_out)

    here.button("Enregistrer le brouillon").click()

    expect(here.trouble).to_contain_text("Votre session a pris fin.")
    assert "sollicitations:autre:saisie:nouvelle" not in here.kept
    assert "sollicitations:manuela.martin:saisie:nouvelle" in here.kept


def test_the_form_and_its_summary_say_in_whose_name(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    expect(here.main).to_contain_text("Vous écrivez en tant que Manuela Martin (manuela.martin)")

    here.button("Vérifier avant d’envoyer").click()

    expect(here.heading).to_have_text("Vérifiez avant d’envoyer")
    expect(here.main).to_contain_text("Vous écrivez en tant que Manuela Martin (manuela.martin)")


def test_leaving_forgets_everything(opened: Open) -> None:
    here = opened()
    here.leaving.focus()

    here.page.keyboard.press("Enter")

    expect(here.heading).to_have_text("Vous avez quitté vos sollicitations")
    expect(here.heading).to_be_focused()
    expect(here.leaving).to_be_hidden()
    expect(here.page.locator("#who")).to_be_empty()
    assert here.kept == {}


def test_going_back_after_leaving_shows_nothing(opened: Open) -> None:
    here = opened().file(DESCRIPTION)
    here.go_to_tab("En cours")
    here.leaving.click()
    expect(here.heading).to_have_text("Vous avez quitté vos sollicitations")

    here.page.go_back()

    expect(here.heading).to_have_text("Vos sollicitations")
    expect(here.main).not_to_contain_text(DESCRIPTION)


def test_leaving_asks_before_it_erases_what_is_not_sent(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    here.page.once("dialog", stay)

    here.leaving.click()

    assert "effacé" in asked[0]
    expect(here.field("Votre demande")).to_have_value(DESCRIPTION)


def test_the_key_of_a_write_is_kept_without_its_words(opened: Open) -> None:
    here = opened().file(DESCRIPTION)
    here.choose("Ajouter une information")
    here.field("Votre information").fill("Le service est OPT01.")
    lose_the_answer_once(here.page, "**/acts")

    here.button("Envoyer cette information").click()

    expect(here.trouble).to_contain_text("rien ne sera envoyé deux fois")
    keys = [value for name, value in here.kept.items() if ":cle:" in name]
    assert len(keys) == 1
    assert "OPT01" not in keys[0]


def test_what_is_sent_is_no_longer_in_the_tab(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    here.button("Vérifier avant d’envoyer").click()

    here.button("Envoyer").click()

    expect(here.heading).to_have_text("Votre sollicitation est envoyée")
    assert [name for name in here.kept if name.count(":") > 1] == []
