"""A link to take invoices away: ten minutes, for one user, whose rights are read again."""

import asyncio
import io
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import jwt
import pytest
from httpx import AsyncClient, Response
from sqlalchemy import delete

from api.core import tokens
from api.core.db import Database
from api.core.tokens import Download, mint_on_behalf, sign_download
from api.domain.attachment_kind import AttachmentKind
from api.domain.invoice_status import InvoiceStatus as Status
from api.models.invoice_attachment import InvoiceAttachment
from api.models.user import SpaceSubscription
from api.portal.invoices.attachment_store import keep
from api.portal.tests.acting import Cast
from api.portal.tests.builders import FIRST_DAY, bearer

PDF = b"%PDF-1.7 the invoice"
LINKS = "/portal/v1/invoices/download-links"
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


@pytest.fixture(autouse=True)
async def whole_invoices(cast: Cast, database: Database) -> None:
    for number in ("F1", "F/2"):
        invoice = await cast.portal.invoice(number, cast.supplier, cast.recipient, **_WHOLE)
        row = InvoiceAttachment(
            invoice_id=invoice.id,
            kind=AttachmentKind.INVOICE,
            name="facture.pdf",
            media_type="application/pdf",
            size=len(PDF),
            sha256=keep(io.BytesIO(PDF)),
            at=FIRST_DAY,
        )
        async with database.new_session.begin() as session:
            session.add(row)


async def _ask(client: AsyncClient, login: str, kind: str, *numbers: str) -> Response:
    body = {"numbers": list(numbers), "format": kind}
    return await client.post(LINKS, json=body, headers=bearer(login))


async def _follow(client: AsyncClient, login: str, kind: str, *numbers: str) -> Response:
    link = (await _ask(client, login, kind, *numbers)).json()
    return await client.get(link["href"])


async def test_the_pdf_of_one_invoice_comes_without_a_bearer(
    client: AsyncClient, cast: Cast
) -> None:
    answer = await _follow(client, "rita", "pdf", "F1")

    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    named = f'attachment; filename="{cast.supplier.siret}_2026_F1.pdf"'
    assert answer.headers["content-disposition"] == named


async def test_the_pivot_of_one_invoice_comes_as_xml(client: AsyncClient) -> None:
    answer = await _follow(client, "anne", "pivot", "F/2")

    assert b"CPPFacturePivot" in answer.content
    assert "F%2F2.xml" in answer.headers["content-disposition"]


@pytest.mark.parametrize("kind", ["pdf", "xml"])
async def test_several_come_in_a_zip(client: AsyncClient, kind: str) -> None:
    answer = await _follow(client, "rita", kind.replace("xml", "pivot"), "F1", "F/2")

    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert [name.rpartition("_")[2] for name in names] == [f"F1.{kind}", f"F%2F2.{kind}"]


async def test_the_link_is_kept_by_no_cache_and_told_to_no_site(client: AsyncClient) -> None:
    headers = (await _follow(client, "rita", "pdf", "F1")).headers

    assert headers["cache-control"] == "private, no-store"
    assert headers["referrer-policy"] == "no-referrer"


async def test_the_link_says_its_name_and_its_end(client: AsyncClient, cast: Cast) -> None:
    link = (await _ask(client, "rita", "pivot", "F1", "F/2")).json()

    assert link["name"] == "factures.zip"
    assert link["href"].startswith("/portal/v1/downloads/")
    assert link["expires_at"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [("", 200), ("bytes=0-3", 206), ("octets", 400), ("bytes=99999999-", 416)],
)
async def test_no_zip_stays_on_the_disk_whatever_range_is_asked(
    client: AsyncClient, zips: Path, asked: str, status: int
) -> None:
    link = (await _ask(client, "rita", "pdf", "F1", "F/2")).json()

    answer = await client.get(link["href"], headers={"Range": asked} if asked else {})

    assert answer.status_code == status
    assert os.listdir(zips) == []  # noqa: PTH208


async def test_one_zip_of_pdfs_is_written_at_a_time(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = (await _ask(client, "rita", "pdf", "F1", "F/2")).json()
    at_work, most = 0, 0
    write = zipfile.ZipFile.write

    def slow(*args: Any, **options: Any) -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        both.wait(timeout=0.2)
        write(*args, **options)
        at_work -= 1

    both = Event()  # never set: each writing lasts long enough for another to begin
    monkeypatch.setattr(zipfile.ZipFile, "write", slow)
    await asyncio.gather(*(client.get(link["href"]) for _ in range(3)))

    assert most == 1


@pytest.fixture
def zips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


async def test_what_is_somebody_elses_has_no_link(client: AsyncClient) -> None:
    hidden, unknown = (
        await _ask(client, "stan", "pdf", "F1"),
        await _ask(client, "stan", "pdf", "F9"),
    )

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content.replace(b"F9", b"F1")


async def test_what_cannot_be_written_has_no_link(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F3", Status.AVAILABLE)

    codes = [(await _ask(client, "rita", kind, "F3")).json()["code"] for kind in ("pdf", "pivot")]

    assert codes == ["pdf_missing", "pivot_incomplete"]


async def test_a_link_of_who_lost_his_rights_looks_forged(
    client: AsyncClient, database: Database
) -> None:
    link = (await _ask(client, "rita", "pdf", "F1")).json()
    async with database.new_session.begin() as session:
        await session.execute(delete(SpaceSubscription))

    lost = await client.get(link["href"])

    forged = await client.get("/portal/v1/downloads/forged")
    assert lost.status_code == forged.status_code == 404
    assert lost.content == forged.content
    assert lost.json()["code"] == "download_not_found"


async def test_a_link_of_nobody_we_know_looks_forged(client: AsyncClient) -> None:
    token = sign_download(Download("nobody", ("F1",), "pdf"))

    assert (await client.get(f"/portal/v1/downloads/{token}")).status_code == 404


async def test_a_link_is_no_longer_valid_after_ten_minutes(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "DOWNLOAD_SECONDS", -1)
    token = sign_download(Download("rita", ("F1",), "pdf"))

    assert (await client.get(f"/portal/v1/downloads/{token}")).status_code == 404


@pytest.mark.parametrize(
    "forge",
    [
        lambda: mint_on_behalf("rita", "a-conversation"),
        lambda: jwt.encode({"sub": "rita", "aud": "chorale-download", "exp": 9**10}, "x" * 32),
    ],
    ids=["a bearer", "another signature"],
)
async def test_another_token_is_no_link(client: AsyncClient, forge: Callable[[], str]) -> None:
    assert (await client.get(f"/portal/v1/downloads/{forge()}")).status_code == 404


async def test_a_link_opens_nothing_else(client: AsyncClient) -> None:
    token = sign_download(Download("rita", ("F1",), "pdf"))

    answer = await client.get("/portal/v1/me", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 401
