"""« Pourquoi ma facture n’est pas payée ? »"""

from actions.diagnosis.unpaid_invoice import ActionDiagnoseUnpaidInvoice
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run


async def ask(text: str = "", intent: str = "explain_unpaid", **turn: object) -> Said:
    return await run(ActionDiagnoseUnpaidInvoice, text=text, intent=intent, **turn)


async def test_the_legal_delay_is_told_with_its_text_and_its_start(portal: ContractPortal) -> None:
    said = await ask("x", entities={"invoice_number": "376"})

    assert (
        "Délai légal : 30 jours (article R2192-10 du code de la commande publique), compté depuis "
        "le 24/05/2017 (dépôt sur Chorus Pro) : 3 468 jours écoulés au 21/11/2026 à 10 h 12."
    ) in said.text


async def test_whom_to_ask_is_told_and_offered(portal: ContractPortal) -> None:
    said = await ask("x", entities={"invoice_number": "376"})

    assert (
        "À qui demander : Agence technique départementale 31. Par une sollicitation." in said.text
    )
    assert said.titles == ["Poser la question au destinataire", "Voir la facture"]
    # Which the sollicitation takes over.
    assert said.slots["invoice_number"] == "201700100376@00000000108396@2017"


async def test_the_question_to_the_recipient_names_its_invoice(portal: ContractPortal) -> None:
    said = await ask("x", entities={"invoice_number": "376"})

    assert said.payloads[0] == (
        '/file_sollicitation{"sol_invoice":"201700100376@00000000108396@2017",'
        '"sol_sub_category":"QUESTION_ENTITE_PUBLIQUE"}'
    )


async def test_the_card_tells_the_due_day_and_the_lateness(portal: ContractPortal) -> None:
    card = (await ask("x", entities={"invoice_number": "376"})).card

    shown = {field["label"]: field["value"] for field in card["fields"]}
    assert shown["Échéance"] == "23/06/2017"
    assert shown["Retard"] == "3 438 jours"
    assert shown["Mise à jour"] == "situation au 21/11/2026 à 10 h 12"


async def test_one_that_came_back_is_not_paid_either(portal: ContractPortal) -> None:
    said = await ask("pourquoi ma facture n'est pas payée")

    assert said.text.startswith("4 de vos factures ne sont pas encore mises en paiement au")
    assert '/explain_unpaid{"invoice_number":"201700000128@00000000108396@2017"}' in said.payloads


async def test_a_long_wait_at_the_client_only_means_those_that_wait_there(
    portal: ContractPortal,
) -> None:
    said = await ask("rien ne bouge", "faq_tracking_available_for_long")

    assert said.card["title"] == "Facture 201700100376"
    assert said.entries == ["utter_faq_tracking_available_for_long"]


async def test_having_none_is_said(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"] = []

    assert "n’attend son paiement" in (await ask("pourquoi pas payée")).text


async def test_an_anonymous_user_gets_the_general_answer(portal: ContractPortal) -> None:
    assert (await ask("pourquoi", login=None)).entries == ["utter_faq_tracking_late_payment"]
