"""What both sides do with a sollicitation on `/sollicitations`, in a real Chromium."""

from playwright.sync_api import expect

from api.web.tests.sollicitations_page import Open, lose_the_answer_once

DESCRIPTION = "La mairie a recyclé ma facture sans dire pourquoi."


def test_an_information_is_added(opened: Open) -> None:
    here = opened().file(DESCRIPTION)
    here.choose("Ajouter une information")
    here.field("Votre information").fill("Le service est OPT01.")

    here.button("Envoyer cette information").dblclick()

    expect(here.result).to_contain_text("ajoutée")
    expect(here.history.get_by_text("Le service est OPT01.")).to_have_count(1)
    here.choose("Ajouter une information")
    expect(here.field("Votre information")).to_have_value("")


def test_an_empty_text_is_refused_beside_its_field(opened: Open) -> None:
    here = opened().file(DESCRIPTION)
    here.choose("Ajouter une information")

    here.button("Envoyer cette information").click()

    expect(here.field("Votre information")).to_be_focused()
    expect(here.field("Votre information")).to_have_attribute("aria-invalid", "true")


def test_a_text_that_is_not_sent_survives_a_reload(opened: Open) -> None:
    here = opened().file(DESCRIPTION)
    here.choose("Ajouter une information")
    here.field("Votre information").fill("Je n’ai pas fini")

    here.page.reload()

    expect(here.field("Votre information")).to_have_value("Je n’ai pas fini")


def test_offline_is_said_and_the_same_act_is_done_once(opened: Open) -> None:
    here = opened().file(DESCRIPTION)
    here.choose("Ajouter une information")
    here.field("Votre information").fill("Le service est OPT01.")
    here.page.context.set_offline(True)
    here.button("Envoyer cette information").click()
    expect(here.trouble).to_contain_text("hors connexion")
    here.page.context.set_offline(False)
    lose_the_answer_once(here.page, "**/acts")
    here.button("Envoyer cette information").click()
    expect(here.trouble).to_contain_text("rien ne sera envoyé deux fois")

    here.button("Envoyer cette information").click()

    expect(here.result).to_contain_text("ajoutée")
    expect(here.history.get_by_text("Le service est OPT01.")).to_have_count(1)


def test_what_changed_meanwhile_is_shown_and_said(opened: Open) -> None:
    here = opened().file(DESCRIPTION)
    here.choose("Ajouter une information")
    here.field("Votre information").fill("Trop tard.")
    here.close_elsewhere()

    here.button("Envoyer cette information").click()

    expect(here.trouble).to_contain_text("« Clôturée »")
    expect(here.history.get_by_role("listitem")).to_have_count(2)


def test_a_file_joined_by_mistake_is_taken_back(opened: Open) -> None:
    here = opened().write(DESCRIPTION)
    here.join("erreur.txt", b"Pas celui-ci")
    row = here.main.get_by_role("listitem").filter(has_text="erreur.txt")
    expect(row).to_contain_text("joint")

    row.get_by_role("button", name="Retirer").click()

    expect(row).to_have_count(0)
    expect(here.button("Joindre des fichiers")).to_be_focused()
    here.page.reload()
    expect(here.field("Votre demande")).to_have_value(DESCRIPTION)
    expect(row).to_have_count(0)


def test_one_is_closed(opened: Open) -> None:
    here = opened().file(DESCRIPTION)
    here.choose("Clôturer la sollicitation")

    here.button("Clôturer définitivement").click()

    expect(here.result).to_have_text("La sollicitation est clôturée.")
    expect(here.main.get_by_role("form")).to_have_count(0)
    assert here.total("cloturees") == here.before["cloturees"] + 1


def test_who_does_not_receive_has_no_such_tab(opened: Open) -> None:
    expect(opened().page.get_by_role("link", name="Reçues")).to_have_count(0)


def test_the_public_client_takes_answers_and_the_author_closes(opened: Open) -> None:
    here = opened().file_to_the_town(DESCRIPTION)

    here.enter("mairie.atd", "?recues")
    here.row(DESCRIPTION).get_by_role("link").click()
    here.button("Prendre en charge").click()
    expect(here.result).to_contain_text("vous est affectée")
    here.choose("Répondre")
    here.field("Votre réponse").fill("Il manque le code service.")
    here.button("Envoyer la réponse").click()
    expect(here.result).to_contain_text("envoyée à l’auteur")

    here.enter("manuela.martin")
    row = here.row(DESCRIPTION)
    expect(row).to_contain_text("vous avez une réponse")
    row.get_by_role("link").click()
    expect(here.history).to_contain_text("Il manque le code service.")
    here.choose("La réponse me convient")
    here.button("Clôturer définitivement").click()
    expect(here.result).to_have_text("La sollicitation est clôturée.")


def test_an_answer_that_does_not_suit_goes_back(opened: Open) -> None:
    here = opened().file_to_the_town(DESCRIPTION)
    reference = here.reference
    here.town(reference, "assign")
    here.town(reference, "answer", "Non.")
    here.enter("manuela.martin", f"?reference={reference}")

    here.choose("La réponse ne me convient pas")
    here.field("Ce qui ne convient pas").fill("Cela ne dit pas pourquoi.")
    here.button("Renvoyer la réponse").click()

    expect(here.result).to_contain_text("La réponse est renvoyée")


def test_what_is_asked_waits_for_the_author(opened: Open) -> None:
    here = opened().file_to_the_town(DESCRIPTION)
    reference = here.reference
    here.town(reference, "assign")
    here.town(reference, "ask", "Quel est le numéro de marché ?")
    here.enter("manuela.martin")
    here.row(DESCRIPTION).get_by_role("link").click()

    here.choose("Apporter le complément demandé")
    here.field("Votre complément").fill("M2026-01.")
    here.button("Envoyer le complément").click()

    expect(here.result).to_have_text("Votre complément est envoyé.")


def test_the_public_client_transfers_to_the_support(opened: Open) -> None:
    here = opened().file_to_the_town(DESCRIPTION)
    here.town(here.reference, "assign")
    here.enter("mairie.atd", f"?recue={here.reference}")

    here.choose("Transférer au support")
    here.button("Transférer au support").click()

    expect(here.result).to_contain_text("transférée au support")
