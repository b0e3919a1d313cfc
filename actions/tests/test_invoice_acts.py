"""« Je veux valider la facture… »: the form opens, or what is possible is told."""

from typing import Any

import pytest

from actions.invoice_acts.act import ActionActOnInvoice
from actions.invoices.status import ActionInvoiceStatus
from actions.operations.verbs import wish_said
from actions.tests.contract_data import SETTING, VALIDATION, invoice, offer
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run

RECEIVED, REJECTED = "201700100376", "201700000124"
OURS = "@00000000108396@2017"
FOLLOWED = [("followup", "operation_form")]


@pytest.fixture(autouse=True)
def offered(portal: ContractPortal) -> ContractPortal:
    portal.offered[RECEIVED] = SETTING
    portal.offered[REJECTED] = [
        offer("acknowledge", "Acquitter le retour"),
        offer("treat_rejection", "Traiter le rejet"),
    ]
    return portal


async def ask(text: str, number: str | None = None, **turn: Any) -> Said:
    entities = {"invoice_number": number} if number else {}
    return await run(
        ActionActOnInvoice, text=text, intent="act_on_invoice", entities=entities, **turn
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("je veux valider la facture de mon sous-traitant FAC-12", "validate"),
        ("refuser la facture 125", "refuse"),
        ("suspendre la facture 126 de la société X", "suspend"),
        ("mettre la facture en paiement", "pay"),
        ("on paye la facture 42", "pay"),
        ("rejeter la facture 42", "refuse"),
        ("jai traité le rejet", "treat_rejection"),
        ("le rejet de la 124 est traité", "treat_rejection"),
        ("acquitter le rejet de la facture 124", "acknowledge"),
        ("mandatez la facture 12", "order_payment"),
        ("service fait pour la facture 12", "service_done"),
        ("recycle la 128", "recycle"),
        ("renvoyer la facture à recycler", "recycle"),
        ("complète la facture 125 avec ce bon", "complete"),
        ("mettre la facture à disposition du comptable", "to_accountant"),
        ("mon accord pour la facture 12", "validate"),
        ("changer le statut de la facture 12", None),
        ("je ne veux pas rejeter la facture 12", None),
        ("je veux pas la rejeter", None),
        ("ne refuse surtout pas la facture 12", None),
        ("je n’accepte pas la facture 12, je la refuse", "refuse"),
        ("je ne veux pas la valider mais la refuser", "refuse"),
        ("accepter le rejet de la 12", "acknowledge"),
        ("prenez acte du rejet de la facture 12", "acknowledge"),
        ("je n’accepte pas le rejet de la facture 12", None),
    ],
)
def test_the_verb_tells_what_is_wanted(text: str, name: str | None) -> None:
    wish = wish_said(text)

    assert (wish.name if wish else None) == name


async def test_what_is_said_and_offered_opens_the_form() -> None:
    said = await ask(f"suspendre la facture {RECEIVED}", RECEIVED)

    assert said.messages == []
    assert said.other_events == FOLLOWED
    assert said.slots["op_kind"] == "set_status"
    assert said.slots["op_target"] == "SUSPENDUE"
    assert said.slots["last_invoice"] == RECEIVED + OURS
    assert said.slots["op_draft"] is None


async def test_a_recipient_who_refuses_rejects() -> None:
    said = await ask(f"je refuse la facture {RECEIVED}", RECEIVED)

    assert (said.slots["op_kind"], said.slots["op_target"]) == ("set_status", "REJETEE")


async def test_a_validator_who_rejects_refuses(portal: ContractPortal) -> None:
    portal.offered[RECEIVED] = VALIDATION

    assert (await ask("la rejeter", RECEIVED)).slots["op_kind"] == "refuse"


async def test_a_rejection_is_treated_without_its_number() -> None:
    said = await ask("j'ai traité le rejet")

    assert said.other_events == FOLLOWED
    assert (said.slots["op_kind"], said.slots["op_invoice"]) == ("treat_rejection", REJECTED + OURS)


async def test_it_is_about_the_last_one_spoken_of() -> None:
    said = await ask("suspends-la", slots={"last_invoice": RECEIVED})

    assert said.slots["op_invoice"] == RECEIVED + OURS


async def test_without_a_verb_all_that_is_possible_is_offered() -> None:
    said = await ask(f"que puis-je faire de la facture {REJECTED}", REJECTED)

    assert said.text.startswith(f"Que voulez-vous faire de la facture {REJECTED} ?")
    assert said.titles == ["Acquitter le retour", "Traiter le rejet"]
    assert said.payloads[1] == (
        '/portal_operation{"op_kind":"treat_rejection","op_invoice":"201700000124@00000000108396@2017"}'
    )


async def test_what_is_not_possible_is_said_with_what_is() -> None:
    said = await ask(f"valider la facture {REJECTED}", REJECTED)

    assert f"Vous ne pouvez pas valider la facture {REJECTED}" in said.text
    assert "« Rejetée » au 21/11/2026 à 10 h 12" in said.text
    assert said.titles == ["Acquitter le retour", "Traiter le rejet"]


async def test_when_nothing_is_possible_it_is_said_why(portal: ContractPortal) -> None:
    portal.offered.clear()

    said = await ask(f"payer la facture {RECEIVED}", RECEIVED)

    assert said.text.startswith(f"Aucune action ne vous est ouverte sur la facture {RECEIVED}")
    assert said.text.endswith("Suite de Mise à disposition du destinataire.")


async def test_an_act_that_the_form_does_not_know_has_no_button(portal: ContractPortal) -> None:
    portal.offered[RECEIVED] = [offer("answer_works", "Déposer le document suivant"), *VALIDATION]

    said = await ask("agir sur la facture", RECEIVED)

    assert said.titles == ["Valider la facture", "Refuser la facture"]


async def test_among_several_the_verb_is_kept(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"].append(
        invoice("201700000777", "REJETEE", "2017-06-04T09:00:00+02:00")
    )

    said = await ask("traiter le rejet")
    chosen = await run(
        ActionActOnInvoice,
        text="/act_on_invoice",
        intent="act_on_invoice",
        entities={"invoice_number": REJECTED, "invoice_act": "treat_rejection"},
    )

    assert said.text.startswith("Vous voulez traiter le rejet de quelle facture ?")
    assert said.payloads[1] == (
        '/act_on_invoice{"invoice_number":"201700000124@00000000108396@2017","invoice_act":"treat_rejection"}'
    )
    assert chosen.slots["op_kind"] == "treat_rejection"


async def test_an_unknown_number_is_told() -> None:
    said = await ask("valider la facture 99999999", "99999999")

    assert said.text.startswith("Je ne trouve aucune facture 99999999 parmi les vôtres")
    assert said.slots == {"last_invoice": None}


async def test_nothing_to_act_on_asks_for_a_number(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"] = []

    said = await ask("valider la facture de mon sous-traitant")

    assert "donnez-moi son numéro" in said.text


async def test_in_the_middle_of_a_form_a_button_leaves_it() -> None:
    said = await ask(f"suspendre la facture {RECEIVED}", RECEIVED, loop="sollicitation_form")

    assert said.other_events == []
    assert said.payloads == [
        '/portal_operation{"op_kind":"set_status","op_invoice":"201700100376@00000000108396@2017",'
        '"op_target":"SUSPENDUE"}'
    ]


async def test_an_anonymous_user_is_told_to_log_in() -> None:
    assert "vous devez être connecté" in (await ask("valider", RECEIVED, login=None)).text


async def test_an_outage_is_told_with_a_way_out(portal: ContractPortal) -> None:
    portal.fault = "failing"

    said = await ask("valider", RECEIVED)

    assert said.payloads[0] == "/request_agent"


# On the card of an invoice


async def status_of(number: str) -> Said:
    entities = {"invoice_number": number}
    return await run(ActionInvoiceStatus, intent="invoice_status", entities=entities)


async def test_the_card_of_an_invoice_offers_what_may_be_done() -> None:
    assert (await status_of(RECEIVED)).titles == ["Changer l’état de la facture"]


async def test_the_status_is_told_in_two_calls(portal: ContractPortal) -> None:
    await status_of(RECEIVED + OURS)

    assert len(portal.requests) == 2


async def test_the_card_does_not_need_the_offers(portal: ContractPortal) -> None:
    portal.offered[RECEIVED] = [{"code": 12}]

    said = await status_of(RECEIVED)

    assert said.titles == []
    assert said.card["title"] == f"Facture {RECEIVED}"


async def test_what_only_the_portal_does_is_named(portal: ContractPortal) -> None:
    portal.offered[RECEIVED] = [offer("send", "Envoyer le brouillon")]

    said = await ask("que faire de la facture", RECEIVED)

    assert "Sur le portail seulement : « Envoyer le brouillon »." in said.text
    assert "Aucune action que je puisse faire d’ici" in said.text
