"""« Ma facture est à recycler »: from the user's own data, then the general answer."""

import pytest

from actions.diagnosis.returned_invoice import ActionDiagnoseReturnedInvoice
from actions.tests.contract_data import CLOSED_SERVICE
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run

RECYCLE = '/portal_operation{"op_kind":"recycle","op_invoice":"201700000128@00000000108396@2017"'


async def ask(text: str = "", intent: str = "explain_return", **turn: object) -> Said:
    return await run(ActionDiagnoseReturnedInvoice, text=text, intent=intent, **turn)


async def named(number: str, **turn: object) -> Said:
    entities = {"invoice_number": number}
    text = f"pourquoi la {number}"
    return await run(
        ActionDiagnoseReturnedInvoice,
        text=text,
        intent="explain_return",
        entities=entities,
        **turn,
    )


async def test_a_named_invoice_is_explained_directly(portal: ContractPortal) -> None:
    said = await named("128")

    assert said.text.startswith("Explication de 201700000128.")
    assert "Situation au 21/11/2026 à 10 h 12." in said.text
    assert said.card["title"] == "Facture 201700000128"
    assert said.slots["last_invoice"] == "201700000128@00000000108396@2017"


async def test_what_is_wrong_comes_with_the_values_that_would_be_right(
    portal: ContractPortal,
) -> None:
    said = await named("201700000128")

    assert "- Le service « DR » n’existe pas chez ce destinataire." in said.text
    assert (
        "Ce que je vous propose :\n"
        "- Code service : DFD (Direction des finances) ou DC (Direction des collèges)"
    ) in said.text


async def test_what_the_explanation_says_is_not_repeated(portal: ContractPortal) -> None:
    message = CLOSED_SERVICE["message"]
    portal.diagnoses["201700000128"] = {"explanation": f"À recycler. {message} Corrigez-la."}

    said = await named("201700000128")

    assert said.text.count(message) == 1
    assert "- Code service : DFD (Direction des finances)" in said.text


async def test_a_comment_that_was_cut_is_given_whole(portal: ContractPortal) -> None:
    comment = "Le bon de livraison signé n’est pas joint, merci de l’envoyer avec le détail."
    portal.diagnoses["201700000125"] = {
        "explanation": "Suspendue. Commentaire : « Le bon de livraison signé… ».",
        "recipient_says": {"reason": "Pièce manquante", "comment": comment, "label": "Suspendue"},
    }

    assert f"Commentaire du destinataire : {comment}" in (await named("201700000125")).text


async def test_each_proposal_is_one_tap_from_the_summary(portal: ContractPortal) -> None:
    said = await named("201700000128")

    assert said.payloads[:3] == [
        f'{RECYCLE},"op_service":"DFD"}}',
        f'{RECYCLE},"op_service":"DC"}}',
        f"{RECYCLE}}}",
    ]
    assert said.titles[0] == "Recycler avec le service DFD"
    assert said.titles[2] == "Recycler maintenant"


async def test_a_suspended_invoice_can_be_completed(portal: ContractPortal) -> None:
    said = await named("201700000125")

    assert said.titles[0] == "Compléter avec un commentaire"
    assert said.payloads[0] == (
        '/portal_operation{"op_kind":"complete","op_invoice":"201700000125@00000000108396@2017"}'
    )


async def test_a_rejection_can_be_acknowledged(portal: ContractPortal) -> None:
    said = await named("201700000124")

    assert said.titles[:2] == ["J’ai compris", "Que faire après un rejet ?"]
    assert '"op_kind":"acknowledge"' in said.payloads[0]


async def test_several_that_came_back_are_asked_about(portal: ContractPortal) -> None:
    said = await ask("ma facture m'est revenue")

    assert said.text.startswith("3 de vos factures vous sont revenues au 21/11/2026 à 10 h 12.")
    assert said.payloads[0] == (
        '/explain_return{"invoice_number":"201700000128@00000000108396@2017"}'
    )
    assert len(said.payloads) == 3
    assert said.messages[0]["custom"]["votable"] is False


async def test_the_step_that_is_said_chooses(portal: ContractPortal) -> None:
    assert (await ask("ma facture est suspendue")).card["title"] == "Facture 201700000125"


async def test_the_last_one_spoken_of_is_meant_if_it_came_back(portal: ContractPortal) -> None:
    said = await ask("elle m'est revenue", slots={"last_invoice": "201700000124"})

    assert said.card["title"] == "Facture 201700000124"


async def test_the_last_one_spoken_of_is_not_meant_if_it_did_not(portal: ContractPortal) -> None:
    said = await ask("ma facture m'est revenue", slots={"last_invoice": "201700000130"})

    assert "De laquelle parlez-vous ?" in said.text


async def test_what_is_told_of_it_may_choose(portal: ContractPortal) -> None:
    said = await ask("ma facture de 1150 euros est revenue", entities={"amount": "1150"})

    assert said.card["title"] == "Facture 201700000128"


async def test_what_is_told_never_leaves_none(portal: ContractPortal) -> None:
    said = await ask("revenue, ma facture de 7 euros", entities={"amount": "7"})

    assert "De laquelle parlez-vous ?" in said.text


async def test_an_unknown_number_is_said(portal: ContractPortal) -> None:
    said = await named("888888888888")

    assert "aucune facture 888888888888" in said.text
    assert said.entries == []


async def test_a_number_one_digit_off_is_proposed(portal: ContractPortal) -> None:
    said = await named("201700000129")

    assert "Vouliez-vous dire" in said.text
    assert '/explain_return{"invoice_number":"201700000128@00000000108396@2017"}' in said.payloads


async def test_somebody_elses_invoice_looks_unknown(portal: ContractPortal) -> None:
    assert "aucune facture 201700000999" in (await named("201700000999")).text


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        ("faq_tracking_recycle_meaning", "201700000128"),
        ("faq_tracking_how_to_complete", "201700000125"),
        ("faq_tracking_after_rejection", "201700000124"),
    ],
)
async def test_an_entry_is_answered_after_the_case_it_is_about(
    portal: ContractPortal, entry: str, number: str
) -> None:
    said = await ask("c'est quoi", intent=entry)

    assert said.card["title"] == f"Facture {number}"
    assert said.entries == [f"utter_{entry}"]
    assert said.messages[-1]["response"] == f"utter_{entry}"


async def test_an_entry_alone_answers_who_has_no_such_invoice(portal: ContractPortal) -> None:
    said = await ask(
        "que signifie suspendue", "faq_tracking_suspended_meaning", login="laurent.bonhomme"
    )

    assert [message["response"] for message in said.messages] == [
        "utter_faq_tracking_suspended_meaning"
    ]


async def test_having_none_is_said_to_who_speaks_of_his_own(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"] = portal.invoices["manuela.martin"][:1]

    said = await ask("ma facture m'est revenue", now="2026-11-21T14:05:00+01:00")

    wanted = "à recycler ni suspendue ni rejetée au 21/11/2026 à 14 h 05"
    assert said.text.startswith(f"Aucune de vos factures n’est {wanted}.")


async def test_having_none_at_the_step_that_is_said(portal: ContractPortal) -> None:
    said = await ask("ma facture est suspendue", login="laurent.bonhomme")

    assert said.text.startswith("Aucune de vos factures n’est suspendue au")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("ma facture est à recycler", "utter_faq_tracking_how_to_recycle"),
        ("ma facture est suspendue", "utter_faq_tracking_how_to_complete"),
        ("ma facture a été rejetée", "utter_faq_tracking_after_rejection"),
        ("ma facture m'est revenue", "utter_faq_tracking_rejection_reasons"),
    ],
)
async def test_an_anonymous_user_gets_the_general_answer_and_is_invited(
    portal: ContractPortal, text: str, entry: str
) -> None:
    said = await ask(text, login=None)

    assert said.entries == [entry]
    assert said.payloads == ["/login_help"]
    assert portal.requests == []


async def test_a_recipient_is_offered_nothing_to_do(portal: ContractPortal) -> None:
    portal.diagnoses["201700000124"] = {"action": {"code": "wait", "label": "Patienter"}}

    assert (await named("201700000124")).titles == ["Voir la facture"]
