"""Every invoice that was sent can be taken away, as PDF and as pivot, and they say the same."""

import io
import zipfile
from decimal import Decimal
from typing import Any, cast

import pytest
from httpx import AsyncClient

from api.demo.data.invoices import DEMO_INVOICES, DemoInvoice
from api.demo.loader import load_demonstration
from api.domain.invoice_text import read_invoice_text
from api.formats.pdf import read_pdf
from api.formats.reading import read_document
from api.portal.tests.builders import bearer

SENT = [item for item in DEMO_INVOICES if item.deposited_at]
OF_MANUELA = [item.number for item in SENT if item.supplier == "00000000108396"]


@pytest.fixture
async def loaded(client: AsyncClient) -> AsyncClient:
    database = cast(Any, client).app.state.database
    async with database.new_session.begin() as session:
        await load_demonstration(session)
    return client


async def _download(
    client: AsyncClient, numbers: list[str], form: str, login: str = "manuela.martin"
) -> list[bytes]:
    answer = await client.post(
        "/portal/v1/invoices/download",
        json={"numbers": numbers, "format": form},
        headers=bearer(login),
    )
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@pytest.mark.parametrize("form", ["pdf", "pivot"])
async def test_a_supplier_takes_all_that_he_sent(loaded: AsyncClient, form: str) -> None:
    assert len(await _download(loaded, OF_MANUELA, form)) == len(OF_MANUELA) == 5


async def test_a_recipient_takes_what_he_received(loaded: AsyncClient) -> None:
    assert len(await _download(loaded, ["17726"], "pivot", "mairie.atd")) == 1


async def test_the_pdf_says_what_the_portal_says(loaded: AsyncClient) -> None:
    (content,) = await _download(loaded, ["201700100376"], "pdf")

    read = read_invoice_text(read_pdf(content).text)

    assert (read.number, read.supplier.siret, read.recipient.siret) == (
        "201700100376",
        "00000000108396",
        "25310197600020",
    )
    assert (read.total_excl_tax, read.total_tax, read.total_incl_tax) == (
        Decimal("422.50"),
        Decimal("84.50"),
        Decimal("507.00"),
    )
    assert (read.service_code, read.framework) == ("FACTURES_PUBLIQUES", "A1")


async def test_the_pivot_carries_the_pdf(loaded: AsyncClient) -> None:
    (pivot,) = await _download(loaded, ["201700100376"], "pivot")
    (pdf,) = await _download(loaded, ["201700100376"], "pdf")

    (invoice,) = read_document(pivot, "pivot.xml").invoices

    assert [file.content for file in invoice.attachments] == [pdf]
    assert invoice.total_excl_tax == Decimal("422.50")


@pytest.mark.parametrize("item", DEMO_INVOICES, ids=[item.number for item in DEMO_INVOICES])
def test_the_amounts_agree_to_the_cent(item: DemoInvoice) -> None:
    tax = (item.excl_tax_cents * item.vat_rate / 100).quantize(Decimal(1))

    assert item.excl_tax_cents + item.tax_cents == item.amount_cents
    assert tax == item.tax_cents
