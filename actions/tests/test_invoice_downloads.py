"""« Télécharge la facture 127 en PDF »: which invoices, which format, and a link in the card."""

from typing import Any

import pytest

from actions.invoice_downloads.download import ActionDownloadInvoices
from actions.tests.contract_data import invoice
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run

NUMBER = "201700000130"
REFERENCE = f"{NUMBER}@00000000108396@2017"
ALL = 6


async def ask(text: str, number: str | None = None, **turn: Any) -> Said:
    entities = {"invoice_number": number} if number else {}
    turn = {"intent": "download_invoices", "entities": entities, **turn}
    return await run(ActionDownloadInvoices, text=text, **turn)


async def test_the_link_is_in_the_card(portal: ContractPortal) -> None:
    said = await ask("télécharge la facture 130 en pdf", "130")

    assert portal.linked == [{"numbers": [REFERENCE], "format": "pdf"}]
    assert said.card["links"] == [
        {"label": f"Télécharger {NUMBER}.pdf", "href": "/portal/v1/downloads/a.b.c"}
    ]
    assert said.slots == {"last_invoice": REFERENCE}


async def test_the_text_says_the_same_without_the_key(portal: ContractPortal) -> None:
    said = await ask("télécharge la facture 130 en pdf", "130")

    assert "valable jusqu’au 21/11/2026 à 10 h 22" in said.text
    assert f"{NUMBER}.pdf" in said.text
    assert "/portal/v1" not in said.text


@pytest.mark.parametrize("words", ["au format pivot", "en xml"])
async def test_the_pivot_is_known_by_both_names(portal: ContractPortal, words: str) -> None:
    await ask(f"exporte la facture 130 {words}", "130")

    assert portal.linked[0]["format"] == "pivot"


async def test_without_a_format_it_is_asked(portal: ContractPortal) -> None:
    said = await ask("télécharge la facture 130", "130")

    assert said.payloads == [
        '/download_invoices{"download_numbers":"201700000130@00000000108396@2017","download_format":"pdf"}',
        '/download_invoices{"download_numbers":"201700000130@00000000108396@2017","download_format":"pivot"}',
    ]
    assert portal.linked == []


async def test_a_button_gives_what_it_names(portal: ContractPortal) -> None:
    given = {"download_numbers": f"{NUMBER}|201700000124", "download_format": "pivot"}

    said = await ask("/download_invoices", entities=given)

    assert portal.linked == [{"numbers": [NUMBER, "201700000124"], "format": "pivot"}]
    assert "les factures 201700000130 et 201700000124" in said.text


@pytest.mark.parametrize("text", ["export pivot de mes factures", "un zip xml de mes factures"])
async def test_all_of_them_at_once(portal: ContractPortal, text: str) -> None:
    said = await ask(text)

    assert len(portal.linked[0]["numbers"]) == ALL
    assert "6 factures" in said.text


async def test_those_of_a_structure(portal: ContractPortal) -> None:
    await ask("exporte mes factures du CD31 en pdf", entities={"structure_name": "CD31"})

    assert portal.linked[0]["numbers"] == ["201700000128@00000000108396@2017"]


async def test_the_last_one_spoken_of(portal: ContractPortal) -> None:
    await ask("télécharge-la en pdf", slots={"last_invoice": NUMBER})

    assert portal.linked[0]["numbers"] == [REFERENCE]


async def test_those_that_were_listed(portal: ContractPortal) -> None:
    await ask("télécharge-les en pdf", slots={"listed_invoices": [NUMBER, "201700000124"]})

    assert portal.linked[0]["numbers"] == [NUMBER, "201700000124"]


async def test_when_none_is_known_it_is_asked(portal: ContractPortal) -> None:
    said = await ask("télécharger en pdf")

    assert said.text.startswith("Quelle facture voulez-vous télécharger ?")
    assert portal.linked == []


async def test_an_unknown_number_is_told(portal: ContractPortal) -> None:
    said = await ask("le pdf de la facture 99999999", "99999999")

    assert said.text.startswith("Je ne trouve aucune facture 99999999")


async def test_a_file_that_is_missing_offers_the_other_format(portal: ContractPortal) -> None:
    given = {"download_numbers": NUMBER, "download_format": "pdf"}
    portal.refusal = (409, "pdf_missing", "Aucun PDF n’accompagne ces factures.")

    said = await ask("/download_invoices", entities=given)

    assert said.text == "Aucun PDF n’accompagne ces factures."
    assert said.titles == ["En pivot (XML)"]


async def test_those_that_have_the_file_can_be_had_without_the_rest(portal: ContractPortal) -> None:
    given = {"download_numbers": f"{REFERENCE}|201700000124", "download_format": "pdf"}
    portal.refusal = (409, "pdf_missing", f"Aucun PDF n’accompagne ces factures : {NUMBER}.")

    said = await ask("/download_invoices", entities=given)

    assert said.titles == ["L’autre en PDF", "En pivot (XML)"]
    assert said.payloads[0] == (
        '/download_invoices{"download_numbers":"201700000124","download_format":"pdf"}'
    )


async def test_those_over_the_limit_of_the_portal_are_told(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"] = [
        invoice(f"F-{rank}", "REJETEE", "2017-06-02T09:00:00+02:00") for rank in range(102)
    ]

    said = await ask("toutes mes factures en pdf")

    assert len(portal.linked[0]["numbers"]) == 100
    assert "Ce sont les 100 plus récentes : 2 autres n’y sont pas." in said.text
    assert "2 autres n’y sont pas" in said.card["lead"]


async def test_an_anonymous_user_is_told_to_log_in() -> None:
    assert "vous devez être connecté" in (await ask("le pdf de ma facture", login=None)).text
