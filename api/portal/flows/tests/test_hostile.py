"""What must be refused with a clear reason, nothing created, and the server unharmed."""

import io
import zipfile
from collections.abc import AsyncIterator

import pytest

from api.portal.flows.tests import files
from api.portal.flows.tests.conftest import Flows
from api.portal.tests.builders import bearer

_XXE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<CPPFactureMixte><CPPFactures>&x;</CPPFactures></CPPFactureMixte>"""


def _traversal() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("bon.xml", b"<a/>")
        archive.writestr("../../evasion.xml", b"<a/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("lot.zip", _traversal(), "archive_path"),
        ("lot.zip", files.zipped({"a.xml": b"0" * 9_000_000}), "archive_bomb"),
        ("lot.zip", files.zipped({"a.zip": files.zipped({"b.xml": b"<a/>"})}), "archive_nested"),
        ("lot.tar.gz", b"\x1f\x8b\x08 nothing good", "archive_damaged"),
        ("f.xml", _XXE, "xml_external_entity"),
        ("f.pdf", files.plain_pdf(), "plain_pdf"),
        ("f.pdf", b"%PDF-1.7 and nothing more", "pdf_damaged"),
        ("f.xml", files.plain_pdf(), "extension_mismatch"),
    ],
)
async def test_the_whole_flow_is_rejected(
    flows: Flows, name: str, content: bytes, code: str
) -> None:
    report = await flows.settled(content, name)

    assert report["state"]["code"] == "IN_REJETE"
    assert [error["code"] for error in report["technical_errors"]] == [code]
    assert report["technical_errors"][0]["nature"] == "file"
    assert report["lines"] == {"items": [], "total": 0}
    assert await flows.numbers() == []


async def test_a_hostile_file_at_the_end_of_an_archive_leaves_nothing_behind(flows: Flows) -> None:
    """The valid invoice before it must not be created."""
    good = files.cii(files.sample("H-1", flows.supplier.siret, flows.town.siret))
    lot = files.zipped({"1.xml": good, "2.zip": files.zipped({"a.xml": good})})

    report = await flows.settled(lot, "lot.zip")

    assert (report["state"]["code"], await flows.numbers()) == ("IN_REJETE", [])


async def test_the_declared_syntax_must_be_that_of_the_file(flows: Flows) -> None:
    content = files.cii(files.sample("S-1", flows.supplier.siret, flows.town.siret))

    report = await flows.settled(content, "f.xml", syntax="IN_DP_E1_UBL_INVOICE")

    assert [error["code"] for error in report["technical_errors"]] == ["syntax_mismatch"]


@pytest.mark.parametrize(
    ("name", "content", "fields", "refusal"),
    [
        ("facture.exe", b"MZ", {}, (422, "flow_extension")),
        ("facture", b"MZ", {}, (422, "flow_extension")),
        (f"{'f' * 100}.xml", b"<a/>", {}, (422, "flow_name")),
        ("f.xml", b"", {}, (422, "flow_refused")),
        ("f.xml", b" " * 10_000_001, {}, (413, "flow_too_large")),
        ("lot.zip", b" " * 30_020_000, {}, (413, "flow_too_large")),
        ("f.xml", b"<a/>", {"syntax": "IN_DP_E9"}, (422, "unknown_syntax")),
        ("f.xml", b"<a/>", {"syntax": "IN_DP_E1_XCBL"}, (422, "syntax_not_read")),
        ("f.xml", b"<a/>", {"structure": "12345678901234"}, (404, "rattachement_not_found")),
    ],
)
async def test_some_deposits_never_become_flows(
    flows: Flows, name: str, content: bytes, fields: dict[str, str], refusal: tuple[int, str]
) -> None:
    answer = await flows.post(content, name, **fields)

    assert (answer.status_code, answer.json()["code"]) == refusal
    assert not list((flows.data_dir / "flows").glob("*"))


async def test_an_endless_body_is_cut_at_the_limit(flows: Flows) -> None:
    """300 MB announced by nobody: it is refused long before its end."""
    sent = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal sent
        disposition = b'Content-Disposition: form-data; name="file"; filename="lot.zip"'
        yield b"--x\r\n" + disposition + b"\r\n\r\n"
        while sent < 300_000_000:
            sent += 1_000_000
            yield b" " * 1_000_000

    headers = {
        **bearer("anne"),
        "Idempotency-Key": "k1",
        "Content-Type": "multipart/form-data; boundary=x",
    }
    answer = await flows.client.post("/portal/v1/flows", headers=headers, content=body())

    assert (answer.status_code, answer.json()["code"]) == (413, "flow_too_large")
    assert await flows.numbers() == []
