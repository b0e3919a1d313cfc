"""One number of two years, or of two suppliers: which one is asked, and kept to the end."""

import pytest

from actions.diagnosis.returned_invoice import ActionDiagnoseReturnedInvoice
from actions.invoice_acts.act import ActionActOnInvoice
from actions.invoice_downloads.download import ActionDownloadInvoices
from actions.invoices.status import ActionInvoiceStatus
from actions.operations.filing import ActionSubmitOperation
from actions.tests.contract_data import BRICOVILLARD, SETTING, invoice
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run

SAVOIE_2017 = "12@00000000108396@2017"
SAVOIE_2016 = "12@00000000108396@2016"
BRICO_2017 = "12@00000000200012@2017"


@pytest.fixture(autouse=True)
def homonyms(portal: ContractPortal) -> ContractPortal:
    since = "2017-06-02T09:00:00+02:00"
    portal.invoices["manuela.martin"] = [
        invoice("12", "REJETEE", since),
        invoice("12", "A_RECYCLER", since, year=2016),
        invoice("12", "MISE_A_DISPOSITION", since, supplier=BRICOVILLARD),
        invoice("FA/2026/12", "SUSPENDUE", since),
    ]
    portal.offered["12"] = SETTING
    return portal


async def status_of(number: str) -> Said:
    given = {"invoice_number": number}
    return await run(ActionInvoiceStatus, intent="invoice_status", entities=given)


async def test_which_one_is_asked() -> None:
    said = await status_of("12")

    assert said.text == "Plusieurs de vos factures portent le numéro 12. De laquelle parlez-vous ?"
    assert said.titles == [
        "12 – Les Délices de Savoie, 2017 (Rejetée)",
        "12 – Les Délices de Savoie, 2016 (À recycler)",
        "12 – Bricovillard, 2017 (Mise à disposition du destinataire)",
    ]


@pytest.mark.parametrize(
    ("reference", "status"),
    [
        (SAVOIE_2017, "Rejetée"),
        (SAVOIE_2016, "À recycler"),
        (BRICO_2017, "Mise à disposition du destinataire"),
    ],
)
async def test_each_button_shows_its_own(reference: str, status: str) -> None:
    assert f"au statut « {status} »" in (await status_of(reference)).text


async def test_the_one_shown_is_remembered() -> None:
    assert (await status_of(SAVOIE_2016)).slots["last_invoice"] == SAVOIE_2016


async def test_the_diagnosis_is_that_of_the_one_chosen() -> None:
    given = {"invoice_number": SAVOIE_2016}
    said = await run(ActionDiagnoseReturnedInvoice, intent="explain_return", entities=given)

    assert said.card["data"]["year"] == 2016


async def test_the_act_is_opened_on_the_one_chosen() -> None:
    given = {"invoice_number": BRICO_2017, "invoice_act": "suspend"}
    said = await run(ActionActOnInvoice, intent="act_on_invoice", entities=given)

    assert said.slots["op_invoice"] == BRICO_2017


async def test_an_act_on_a_number_of_several_asks_which() -> None:
    said = await run(
        ActionActOnInvoice,
        text="suspendre la facture 12",
        intent="act_on_invoice",
        entities={"invoice_number": "12"},
    )

    assert said.text.startswith("Plusieurs de vos factures portent le numéro 12.")
    assert len(said.payloads) == 3


async def test_what_is_confirmed_is_done_to_the_one_chosen() -> None:
    slots = {"op_kind": "recycle", "op_invoice": SAVOIE_2016, "op_confirmed": "yes"}
    said = await run(ActionSubmitOperation, slots={**slots, "op_siret": "25310197600020"})

    assert said.slots["last_invoice"] == SAVOIE_2016


async def test_the_one_chosen_is_downloaded(portal: ContractPortal) -> None:
    await run(
        ActionDownloadInvoices,
        intent="download_invoices",
        entities={"invoice_number": SAVOIE_2016, "download_format": "pdf"},
    )

    assert portal.linked[0]["numbers"] == [SAVOIE_2016]


async def test_a_number_with_a_slash_is_read_exactly() -> None:
    assert (await status_of("fa/2026/12")).card["title"] == "Facture FA/2026/12"
