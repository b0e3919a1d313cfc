"""Taking invoices away: the pivot of one, a zip of several."""

import io
import zipfile
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import select

from api.core.db import Database
from api.domain.attachment_kind import AttachmentKind
from api.domain.invoice_status import InvoiceStatus as Status
from api.formats.reading import read_document
from api.models.invoice import Invoice, InvoiceStep
from api.models.invoice_attachment import InvoiceAttachment
from api.portal.invoices.attachment_store import keep
from api.portal.tests.acting import Cast, read
from api.portal.tests.builders import FIRST_DAY, bearer

PDF = b"%PDF-1.7 the invoice"
_WHOLE: dict[str, Any] = {
    "amount_cents": 507_00,
    "excl_tax_cents": 422_50,
    "tax_cents": 84_50,
    "vat": [{"rate": "20.00", "base_cents": 422_50, "tax_cents": 84_50}],
    "payment_means": "30",
    "service_code": "DC",
    "engagement": "CP2020/X123456/1",
}


@pytest.fixture
def database(client: AsyncClient) -> Database:
    return client.app.state.database  # type: ignore[attr-defined]


async def _whole_invoice(cast: Cast, database: Database, number: str, **columns: Any) -> None:
    """With all that the pivot demands, and its PDF."""
    invoice = await cast.portal.invoice(number, cast.supplier, cast.recipient, **_WHOLE | columns)
    async with database.new_session.begin() as session:
        session.add(_file(invoice.id, keep(io.BytesIO(PDF)), len(PDF)))


def _file(invoice_id: int, sha256: str, size: int) -> InvoiceAttachment:
    return InvoiceAttachment(
        invoice_id=invoice_id,
        kind=AttachmentKind.INVOICE,
        name="facture.pdf",
        media_type="application/pdf",
        size=size,
        sha256=sha256,
        at=FIRST_DAY,
    )


async def _download(client: AsyncClient, login: str, kind: str, *numbers: str) -> Response:
    body = {"numbers": list(numbers), "format": kind}
    url = "/portal/v1/invoices/download"
    return await client.post(url, json=body, headers=bearer(login))


async def test_the_pivot_says_what_the_invoice_says(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await _whole_invoice(cast, database, "F1")

    answer = await read(client, "rita", "pivot")

    assert answer.headers["content-type"] == "application/xml"
    (told,) = read_document(answer.content, "pivot.xml").invoices
    assert (told.number, told.kind, told.framework) == ("F1", "380", "A1")
    assert (str(told.total_excl_tax), str(told.total_incl_tax)) == ("422.50", "507.00")
    assert (told.service_code, told.engagement) == ("DC", "CP2020/X123456/1")
    assert told.supplier.identifier == cast.supplier.siret
    assert [file.content for file in told.attachments] == [PDF]


@pytest.mark.parametrize(
    ("steps", "resent"),
    [([], "Non"), ([Status.TO_RECYCLE], "Recyclée"), ([Status.COMPLETED], "Complétée")],
)
async def test_the_pivot_says_that_an_invoice_came_back(
    client: AsyncClient, cast: Cast, database: Database, steps: list[Status], resent: str
) -> None:
    past = [InvoiceStep(status=status, at=FIRST_DAY, actor="Quelqu’un") for status in steps]
    await _whole_invoice(cast, database, "F1", steps=past)

    written = (await read(client, "rita", "pivot")).text

    assert f"<Renvoi>{resent}</Renvoi>" in written


async def test_an_invoice_that_lacks_what_the_pivot_demands_is_refused(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    answer = await read(client, "rita", "pivot")

    assert (answer.status_code, answer.json()["code"]) == (409, "pivot_incomplete")
    assert "DonneesFacture/Montants" in answer.json()["detail"]


@pytest.mark.parametrize("login", ["stan", "vera"])
async def test_the_pivot_of_somebody_else_looks_unknown(
    client: AsyncClient, cast: Cast, database: Database, login: str
) -> None:
    await _whole_invoice(cast, database, "F1")

    hidden = await read(client, login, "pivot")
    unknown = await read(client, login, "pivot", number="F9")

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content.replace(b"F9", b"F1")


async def test_several_invoices_come_in_a_zip_of_pivots(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await _whole_invoice(cast, database, "F1")
    await _whole_invoice(cast, database, "F/2")

    answer = await _download(client, "rita", "pivot", "f 1", "F/2", "F1")

    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    siret = cast.supplier.siret
    assert names == [f"{siret}_2026_F1.xml", f"{siret}_2026_F%2F2.xml"]


async def test_several_invoices_come_in_a_zip_of_pdfs(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await _whole_invoice(cast, database, "F1")

    answer = await _download(client, "rita", "pdf", "F1")

    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert [archive.read(name) for name in archive.namelist()] == [PDF]


async def test_an_invoice_without_pdf_is_named(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    answer = await _download(client, "rita", "pdf", "F1")

    assert (answer.status_code, answer.json()["code"]) == (409, "pdf_missing")
    assert "F1" in answer.json()["detail"]


async def test_one_unknown_number_gives_nothing_of_the_others(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await _whole_invoice(cast, database, "F1")

    answer = await _download(client, "rita", "pdf", "F1", "F9")

    assert (answer.status_code, answer.json()["code"]) == (404, "invoice_not_found")


async def test_more_than_120_mb_is_refused_before_any_file_is_read(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    invoice = await cast.portal.invoice("F1", cast.supplier, cast.recipient, **_WHOLE)
    async with database.new_session.begin() as session:
        session.add(_file(invoice.id, "0" * 64, 120_000_001))

    one = await read(client, "rita", "pivot")
    several = await _download(client, "rita", "pdf", "F1")

    assert {one.status_code, several.status_code} == {413}
    assert {one.json()["code"], several.json()["code"]} == {"download_too_large"}


async def test_taking_an_invoice_away_leaves_its_state(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await _whole_invoice(cast, database, "F1")
    before = (await read(client, "anne")).json()

    await _download(client, "rita", "pdf", "F1")

    assert (await read(client, "anne")).json() == before


@pytest.mark.parametrize("numbers", [[], ["F"] * 101])
async def test_a_list_has_between_one_and_a_hundred_numbers(
    client: AsyncClient, cast: Cast, numbers: list[str]
) -> None:
    assert (await _download(client, "rita", "pdf", *numbers)).status_code == 422


async def test_what_does_not_leave_is_not_counted(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await _whole_invoice(cast, database, "F1")
    invoice = (await read(client, "rita")).json()["number"]
    async with database.new_session.begin() as session:
        row = await session.scalar(select(Invoice.id).where(Invoice.number == invoice))
        assert row is not None
        annex = _file(row, "0" * 64, 120_000_001)
        annex.kind = AttachmentKind.COMPLEMENT
        session.add(annex)

    pdf = await _download(client, "rita", "pdf", "F1")
    pivot = await _download(client, "rita", "pivot", "F1")

    assert (pdf.status_code, pivot.status_code) == (200, 413)
