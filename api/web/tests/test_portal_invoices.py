"""The invoices of the demonstration portal: lists, what is looked for, and one that is opened."""

import re

from playwright.sync_api import expect

from api.web.tests.portal_page import TOWN, OpenPortal


def test_a_supplier_sees_the_invoices_he_sent(shown: OpenPortal) -> None:
    here = shown()

    table = here.main.get_by_role("table", name="Factures que vous avez émises")
    row = table.get_by_role("row").filter(has_text="201700100376")
    expect(row).to_contain_text("507,00 €")
    expect(row).to_contain_text("Mise à disposition du destinataire")
    expect(row).to_contain_text("depuis le 26/05/2017")
    expect(table.get_by_role("columnheader", name="Destinataire")).to_be_visible()


def test_a_public_entity_sees_who_sent_what_it_receives(shown: OpenPortal) -> None:
    here = shown(login=TOWN)

    table = here.main.get_by_role("table", name="Factures que vous avez reçues")
    row = table.get_by_role("row").filter(has_text="17726")
    expect(row.get_by_role("cell").first).to_have_text("Bricovillard")


def test_what_a_user_has_to_validate_stands_apart(shown: OpenPortal) -> None:
    here = shown(login="laurent.bonhomme")

    table = here.main.get_by_role("table", name="Factures à valider ou à suivre")
    expect(table.get_by_role("row").filter(has_text="ST-0042")).to_contain_text("À valider 1")


def test_a_state_is_chosen_and_the_address_keeps_it(shown: OpenPortal) -> None:
    here = shown()

    here.page.get_by_label("État").select_option(label="À recycler (1)")

    expect(here.rows()).to_have_count(1)
    expect(here.said).to_have_text("1 facture.")
    here.page.reload()
    here.settle()
    expect(here.rows()).to_have_count(1)


def test_all_that_came_back_is_shown_together(shown: OpenPortal) -> None:
    here = shown()

    here.page.get_by_label("État").select_option(label="Renvoyées au fournisseur (3)")

    expect(here.rows()).to_have_count(3)


def test_a_number_is_found_by_its_end(shown: OpenPortal) -> None:
    here = shown()

    here.page.get_by_label("Rechercher un numéro").type("0376")

    expect(here.rows()).to_have_count(1)
    expect(here.rows()).to_contain_text("201700100376")


def test_invoices_of_one_client_are_kept(shown: OpenPortal) -> None:
    here = shown()

    here.page.get_by_label("Client ou fournisseur").select_option("22310001700423")

    expect(here.rows()).to_have_count(1)
    expect(here.rows()).to_contain_text("201700000128")


def test_a_search_that_finds_nothing_says_so(shown: OpenPortal) -> None:
    here = shown("factures?q=zzzz")

    expect(here.main).to_contain_text("Aucune facture ne correspond.")


def test_an_invoice_opens_with_its_life_drawn(shown: OpenPortal) -> None:
    here = shown()

    here.main.get_by_role("link", name="201700000124").click()

    expect(here.heading).to_have_text("Facture 201700000124")
    steps = here.region("Suivi").get_by_role("listitem")
    expect(steps).to_have_count(5)
    expect(steps.first).to_contain_text("Mardi 2 mai 2017 à 10 h 31, par Manuela Martin")
    expect(here.region("Suivi").locator("[aria-current=step]")).to_contain_text(
        "Motif : Montant de la facture erroné"
    )
    expect(steps.last).to_contain_text("Attendu ensuite")


def test_an_invoice_says_what_is_wrong_and_what_would_be_right(shown: OpenPortal) -> None:
    now = shown("factures/201700000128").region("En ce moment")

    expect(now).to_contain_text("À recycler")
    expect(now).to_contain_text("Valeur proposée : DC (Direction des collèges)")


def test_what_the_portal_offers_is_asked_of_the_assistant(shown: OpenPortal) -> None:
    here = shown("factures/201700000128")

    here.button("Recycler la facture").click()

    expect(here.log).to_contain_text("Recycler la facture 201700000128")


def test_asking_about_an_invoice_opens_the_assistant_with_the_question(shown: OpenPortal) -> None:
    here = shown()

    here.button("Où en est-elle ? Facture 201700000124").click()

    expect(here.log).to_contain_text("Où en est ma facture 201700000124 ?")


def test_the_pdf_of_an_invoice_is_taken_away(shown: OpenPortal) -> None:
    here = shown("factures/201700000128")

    with here.page.expect_download() as taken:
        here.button("Télécharger le PDF").click()

    assert taken.value.suggested_filename.endswith(".pdf")


def test_an_invoice_of_somebody_else_looks_unknown(shown: OpenPortal) -> None:
    here = shown("factures/201700000999")

    expect(here.main).to_contain_text("Aucune facture 201700000999")


def test_a_draft_is_sent_once_it_is_confirmed(portal: OpenPortal) -> None:
    here = portal("factures/201700000131")

    here.button("Envoyer la facture").click()
    here.page.get_by_role("dialog").get_by_role("button", name="Envoyer la facture").click()

    expect(here.region("Suivi")).to_contain_text("Déposée")
    expect(here.said).to_contain_text("La facture 201700000131 passe de « Brouillon » à")


def test_a_recycle_in_the_conversation_moves_the_row(portal: OpenPortal) -> None:
    here = portal()
    expect(here.rows().first).to_contain_text("201700000131")

    here.recycle()
    here.turn()

    expect(here.rows().first).to_contain_text("201700000128")
    expect(here.rows().first).to_contain_text("vient de changer")
    expect(here.said).to_have_text(
        re.compile("La facture 201700000128 passe de « À recycler » à « .+ ».")
    )


def test_a_change_leaves_the_focus_where_it_was(portal: OpenPortal) -> None:
    here = portal()
    button = here.button("Où en est-elle ? Facture 201700000128")
    button.focus()

    here.recycle()
    here.turn()

    expect(here.rows().first).to_contain_text("201700000128")
    expect(button).to_be_focused()


def test_a_link_pressed_while_its_row_moves_is_followed(portal: OpenPortal) -> None:
    here = portal()
    here.recycle()
    with here.page.expect_request_finished(lambda asked: "/portal/v1/invoices" in asked.url):
        here.rows().first.get_by_role("link").hover()
        here.page.mouse.down()
        here.turn()
    here.page.evaluate("() => new Promise(requestAnimationFrame)")
    here.page.mouse.up()

    expect(here.heading).to_contain_text("201700000131")


def test_what_others_do_is_seen_without_asking(portal: OpenPortal) -> None:
    here = portal("healthz")
    here.page.clock.install()
    here.open("factures/201700000128")
    here.recycle()

    here.page.clock.fast_forward(21_000)

    expect(here.region("En ce moment").locator(".badge")).not_to_have_text("À recycler")
    expect(here.said).to_contain_text("La facture 201700000128 passe de « À recycler »")


def test_what_is_shown_stays_while_the_server_is_away(shown: OpenPortal) -> None:
    here = shown()
    here.page.route("**/portal/v1/**", lambda route: route.abort())

    with here.page.expect_event("requestfailed"):
        here.turn()

    expect(here.rows()).to_have_count(6)
