import pytest

from actions.invoices.status import ActionInvoiceStatus
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run


async def ask(number: str, **turn: object) -> Said:
    entities = {"invoice_number": number}
    text = f"où en est ma facture {number}"
    return await run(
        ActionInvoiceStatus, text=text, intent="invoice_status", entities=entities, **turn
    )


async def test_a_card_tells_all_that_matters(portal: ContractPortal) -> None:
    said = await ask("201700100376")

    fields = {field["label"]: field["value"] for field in said.card["fields"]}
    assert said.card["kind"] == "invoice"
    assert fields == {
        "Numéro": "201700100376",
        "Destinataire": "Agence technique départementale 31",
        "Fournisseur": "Les Délices de Savoie",
        "Montant": "507,00 € TTC",
        "Statut": "Mise à disposition du destinataire",
        "Depuis le": "26/05/2017",
        "Ce que cela signifie": "Sens de Mise à disposition du destinataire.",
        "Prochaine étape": "Suite de Mise à disposition du destinataire.",
        "Mise à jour": "état au 21/11/2026 à 10 h 12",
    }


async def test_the_text_says_the_same_as_the_card(portal: ContractPortal) -> None:
    said = await ask("201700000124")

    for field in said.card["fields"]:
        assert field["value"].lower() in said.text.lower()


async def test_the_card_carries_the_resource_of_the_portal(portal: ContractPortal) -> None:
    said = await ask("201700100376")

    assert said.card["data"]["service_code"] == "FACTURES_PUBLIQUES"
    assert said.card["data"]["amount"]["incl_tax"] == "507.00"


async def test_the_answer_names_its_topic(portal: ContractPortal) -> None:
    said = await ask("201700100376")

    assert [message["custom"]["topic"] for message in said.messages] == ["invoice_status"]


async def test_a_rejected_invoice_tells_the_reason_and_the_comment(portal: ContractPortal) -> None:
    said = await ask("201700000124")

    assert "Motif : Montant de la facture erroné" in said.text
    assert "Commentaire : ne correspond pas au devis initial" in said.text


@pytest.mark.parametrize(
    ("number", "entry"),
    [
        ("201700000128", "/faq_tracking_how_to_recycle"),
        ("201700000124", "/faq_tracking_after_rejection"),
        ("201700000125", "/faq_tracking_how_to_complete"),
    ],
)
async def test_an_invoice_that_came_back_offers_to_say_why_and_how(
    portal: ContractPortal, number: str, entry: str
) -> None:
    said = await ask(number)

    assert said.titles[0] == "Pourquoi ?"
    reference = f"{number}@00000000108396@2017"
    assert said.payloads == [f'/explain_return{{"invoice_number":"{reference}"}}', entry]


async def test_a_paid_invoice_needs_no_button(portal: ContractPortal) -> None:
    assert (await ask("201700000130")).payloads == []


async def test_a_client_that_does_not_return_payments_is_told(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"][0]["payment_status_returned"] = False

    assert "ne transmet pas l’état « Mise en paiement »" in (await ask("201700100376")).text


async def test_the_end_of_a_number_is_enough(portal: ContractPortal) -> None:
    assert (await ask("124")).card["title"] == "Facture 201700000124"


async def test_spaces_in_a_number_do_not_matter(portal: ContractPortal) -> None:
    assert (await ask("n° 2017 0000 0124")).card["title"] == "Facture 201700000124"


async def test_an_end_shared_by_several_numbers_is_asked_about(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"][0]["number"] = "201699999124"

    said = await ask("124")

    assert said.payloads == [
        '/invoice_status{"invoice_number":"201699999124@00000000108396@2017"}',
        '/invoice_status{"invoice_number":"201700000124@00000000108396@2017"}',
    ]
    assert "finissent par 124" in said.text


async def test_a_number_one_digit_off_is_corrected(portal: ContractPortal) -> None:
    said = await ask("201700100377")

    assert "Vouliez-vous dire 201700100376 ?" in said.text
    assert said.payloads == ['/invoice_status{"invoice_number":"201700100376@00000000108396@2017"}']


async def test_at_most_three_numbers_are_proposed(portal: ContractPortal) -> None:
    assert len((await ask("201700000129")).payloads) == 3


async def test_somebody_elses_invoice_looks_unknown(portal: ContractPortal) -> None:
    hidden, unknown = await ask("201700000999"), await ask("888888888888")
    portal.invoices["manuela.martin"].clear()
    hidden = await ask("201700000999")

    assert hidden.text == unknown.text.replace("888888888888", "201700000999")
    assert hidden.payloads == unknown.payloads == ["/list_invoices", "/request_agent"]


async def test_a_number_cannot_reach_another_address(portal: ContractPortal) -> None:
    said = await ask("../me")

    assert "aucune facture ../me" in said.text.lower()
    assert "GET /portal/v1/me" not in portal.requests


async def test_the_last_invoice_spoken_of_is_remembered(portal: ContractPortal) -> None:
    said = await run(
        ActionInvoiceStatus,
        text="et son montant ?",
        intent="invoice_status",
        slots={"invoice_number": "201700000124"},
    )

    assert said.card["title"] == "Facture 201700000124"


async def test_following_an_invoice_asks_which_one(portal: ContractPortal) -> None:
    said = await run(
        ActionInvoiceStatus,
        text="/ask_invoice_status",
        intent="ask_invoice_status",
        slots={"invoice_number": "201700000124"},
    )

    assert "Quel est le numéro" in said.text
    assert said.titles == [
        "201700000128 (À recycler)",
        "201700000125 (Suspendue)",
        "201700000124 (Rejetée)",
    ]


async def test_without_returned_invoices_the_whole_list_is_proposed(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"] = portal.invoices["manuela.martin"][:1]

    said = await run(ActionInvoiceStatus, intent="ask_invoice_status")

    assert said.payloads == ["/list_invoices"]


async def test_an_anonymous_user_is_asked_to_log_in(portal: ContractPortal) -> None:
    said = await ask("201700100376", login=None)

    assert "vous devez être connecté au portail" in said.text
    assert said.payloads == ["/login_help", "/request_agent"]
    assert portal.requests == []


async def test_a_missing_space_is_explained(portal: ContractPortal) -> None:
    said = await ask("201700100376", login="pierre.dubois")

    assert "« Factures émises » ne vous est pas ouverte" in said.text
    assert said.payloads == ["/faq_structures_missing_issued_invoices_app"]
