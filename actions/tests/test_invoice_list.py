import pytest

from actions.invoices.listing import ActionListInvoices
from actions.tests.contract_data import invoice
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run


async def ask(text: str, **turn: object) -> Said:
    return await run(ActionListInvoices, text=text, intent="list_invoices", **turn)


def numbers(said: Said) -> list[str]:
    return [item["data"]["number"][-3:] for item in said.card["items"]]


async def test_all_invoices_come_newest_first(portal: ContractPortal) -> None:
    said = await ask("mes factures")

    assert numbers(said) == ["128", "125", "124", "130", "376", "131"]
    assert said.text.startswith("Vous avez 6 factures au 21/11/2026 à 10 h 12 :")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mes factures rejetées", ["124"]),
        ("lesquelles ont été rejettées ?", ["124"]),
        ("mes factures suspendues", ["125"]),
        ("celles à recycler", ["128"]),
        ("FACTURES A RECYCLER", ["128"]),
        ("mes factures en attente", ["376"]),
        ("mises à disposition", ["376"]),
        ("quelles factures sont payées ?", ["130"]),
        ("celles mises en paiement", ["130"]),
        ("factures non payées", ["376"]),
        ("mes factures pas encore payées", ["376"]),
        ("mes brouillons", ["131"]),
        ("mes factures en retard", ["128", "125", "124"]),
        ("factures retournées", ["128", "125", "124"]),
    ],
)
async def test_words_of_a_status_filter(
    portal: ContractPortal, text: str, expected: list[str]
) -> None:
    assert numbers(await ask(text)) == expected


async def test_a_status_word_of_a_button_filters(portal: ContractPortal) -> None:
    said = await ask('/list_invoices{"invoice_status":"x"}', entities={"invoice_status": "rejetés"})

    assert numbers(said) == ["124"]


async def test_a_status_spoken_of_before_does_not_filter(portal: ContractPortal) -> None:
    said = await ask("mes factures", slots={"invoice_status": "rejetees"})

    assert len(numbers(said)) == 6


async def test_one_invoice_is_counted_in_the_singular(portal: ContractPortal) -> None:
    assert (await ask("mes factures rejetées")).text.startswith("Vous avez 1 facture rejetée au")


async def test_each_line_tells_status_date_amount_and_recipient(portal: ContractPortal) -> None:
    said = await ask("celles à recycler")

    assert (
        "- 201700000128 : À recycler depuis le 05/06/2017, 1 150,00 € TTC, pour CD31 Principal"
        in said.text
    )


async def test_the_first_three_have_a_button(portal: ContractPortal) -> None:
    assert (await ask("mes factures")).payloads == [
        '/invoice_status{"invoice_number":"201700000128@00000000108396@2017"}',
        '/invoice_status{"invoice_number":"201700000125@00000000108396@2017"}',
        '/invoice_status{"invoice_number":"201700000124@00000000108396@2017"}',
    ]


async def test_ten_at_most_are_listed_and_all_are_counted(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"] = [
        invoice(f"2018000001{rank:02d}", "REJETEE", f"2018-01-{rank:02d}T09:00:00+01:00")
        for rank in range(1, 13)
    ]

    said = await ask("mes factures")

    assert len(said.card["items"]) == 10
    assert "12 factures" in said.text
    assert "Ce sont les 10 plus récentes" in said.text


async def test_no_invoice_of_that_status_is_said(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"] = portal.invoices["manuela.martin"][:1]

    said = await ask("mes factures rejetées")

    assert said.text == "Vous n’avez pas de factures rejetées."
    assert said.payloads == ["/list_invoices"]


async def test_no_invoice_at_all_is_said(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"] = []

    assert (await ask("mes factures")).text == "Je ne vois aucune facture dans vos structures."


async def test_an_anonymous_user_is_asked_to_log_in(portal: ContractPortal) -> None:
    assert "connecté au portail" in (await ask("mes factures", login=None)).text
