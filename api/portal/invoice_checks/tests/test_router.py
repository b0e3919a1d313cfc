"""`POST /portal/v1/invoice-checks` on real files, over the real application."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from httpx import AsyncClient

from api.core.settings import get_settings
from api.core.tokens import mint_on_behalf
from api.domain.invoice_status import InvoiceStatus
from api.domain.rights import Space
from api.models.chat_attachment import ChatAttachment
from api.models.conversation import Conversation
from api.models.structure import Service, Structure
from api.portal.invoice_checks import service
from api.portal.invoice_checks.rules.worker import RulesWorker
from api.portal.invoice_checks.tests import processes
from api.portal.invoice_checks.tests.files import (
    CLIENT,
    LINES,
    NUMBER,
    SUPPLIER,
    cii_of,
    factur_x_of,
    pdf_of,
)
from api.portal.tests.builders import PortalBuilder, anonymous, bearer

URL = "/portal/v1/invoice-checks"
XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
NOW = datetime(2026, 11, 24, tzinfo=UTC)
MINE, OTHERS = "a-conversation", "another-conversation"


@pytest.fixture
async def supplier(portal: PortalBuilder) -> Structure:
    """Les Délices de Savoie and their client, who wants a service code and an engagement."""
    own = await portal.structure("Les Délices de Savoie", siret=SUPPLIER)
    await portal.user("manuela", own, Space.ISSUED_INVOICES)
    await portal.structure(
        "ATD31",
        siret=CLIENT,
        public=True,
        service_code=True,
        engagement=True,
        services=[
            Service(code="FACTURES_PUBLIQUES", name="Service des factures publiques"),
            Service(code="PARTI", name="Parti", valid_until=date(2020, 1, 1)),
        ],
    )
    return own


async def check(
    client: AsyncClient,
    content: bytes,
    name: str = "facture.pdf",
    headers: dict[str, str] | None = None,
) -> dict[str, Any]:
    answer = await client.post(
        URL, files={"file": (name, content)}, headers=headers or bearer("manuela")
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def codes(report: dict[str, Any], *severities: str) -> set[str]:
    wanted = severities or ("refused", "doubtful", "info")
    return {item["code"] for item in report["findings"] if item["severity"] in wanted}


async def test_a_good_pdf_is_good(client: AsyncClient, supplier: Structure) -> None:
    report = await check(client, pdf_of(*LINES))

    assert report["verdict"]["code"] == "good", report["findings"]
    assert report["file"]["format"] == {"code": "pdf", "label": "PDF"}
    assert report["as_of"] == "2026-11-24T10:00:00+01:00"


async def test_what_was_read_in_a_pdf_is_told(client: AsyncClient, supplier: Structure) -> None:
    invoice = (await check(client, pdf_of(*LINES)))["invoice"]

    assert invoice == {
        "reading": "text",
        "kind": "380",
        "number": NUMBER,
        "issued_on": "2026-11-02",
        "supplier": {"siret": SUPPLIER, "name": None},
        "recipient": {"siret": CLIENT, "name": None},
        "service_code": "FACTURES_PUBLIQUES",
        "engagement": "CP2020/X123456/1",
        "market": None,
        "framework": None,
        "amounts": {
            "excl_tax": "422.50",
            "tax": "84.50",
            "incl_tax": "507.00",
            "due": None,
            "currency": None,
        },
    }


async def test_a_good_factur_x_has_only_things_to_know(
    client: AsyncClient, supplier: Structure
) -> None:
    report = await check(client, factur_x_of())

    assert codes(report, "refused", "doubtful") == set()
    assert "factur_x.circuit" in codes(report, "info")
    assert {"rules.schema", "factur_x.profile"} <= set(report["passed"])
    assert report["file"]["format"]["code"] == "factur_x"
    assert report["invoice"]["reading"] == "data"


async def test_a_factur_x_whose_pdf_says_something_else(
    client: AsyncClient, supplier: Structure
) -> None:
    lines = [line.replace("507,00", "605,00") for line in LINES]

    report = await check(client, factur_x_of(*lines))

    assert codes(report, "doubtful") == {"factur_x.amount_differs"}


async def test_a_wrong_total_is_refused_and_named_by_the_standard(
    client: AsyncClient, supplier: Structure
) -> None:
    content = cii_of().replace(b">507.00<", b">508.00<")

    report = await check(client, content, "facture.xml")

    assert codes(report, "refused") == {"amounts.total"}
    assert "BR-CO-15" in codes(report, "doubtful")
    assert report["verdict"] == {
        "code": "would_be_refused",
        "label": "Cette facture serait refusée",
    }


async def test_a_finding_says_what_and_how_and_where_to_read_more(
    client: AsyncClient, supplier: Structure
) -> None:
    report = await check(client, cii_of(number="20230305"), "facture.xml")

    assert report["findings"][0] == {
        "code": "number.is_a_date",
        "severity": "refused",
        "message": "Le numéro « 20230305 » n’est qu’une date : un tel numéro est refusé.",
        "how_to_fix": "Donnez à la facture un numéro qui ne soit pas une date, par exemple "
        "« F-2023-0305 ».",
        "entry": "filing/invoice-number",
        "field": "number",
        "value": "20230305",
    }


async def test_the_counts_are_those_of_the_lists(client: AsyncClient, supplier: Structure) -> None:
    report = await check(client, cii_of(number="20230305", currency="USD"), "facture.xml")

    counted = {
        name: sum(item["severity"] == name for item in report["findings"])
        for name in ("refused", "doubtful", "info")
    }
    assert report["counts"] == {**counted, "passed": len(report["passed"])}


async def test_the_clients_parameters_are_those_of_the_directory(
    client: AsyncClient, supplier: Structure
) -> None:
    wanted: list[tuple[dict[str, Any], str]] = [
        ({"service_code": None}, "service_code.missing"),
        ({"service_code": "FACTURE_PUBLIQUE"}, "service_code.unknown"),
        ({"service_code": "PARTI"}, "service_code.closed"),
        ({"engagement": None}, "engagement.missing"),
    ]
    for changes, code in wanted:
        assert code in codes(await check(client, cii_of(**changes), "facture.xml"), "refused")


async def test_a_number_already_sent_this_year_is_refused(
    client: AsyncClient, portal: PortalBuilder, supplier: Structure
) -> None:
    await portal.invoice(NUMBER, supplier, issued_on=date(2026, 1, 5))

    assert "number.already_used" in codes(await check(client, pdf_of(*LINES)), "refused")


@pytest.mark.parametrize(
    ("issued_on", "status"),
    [
        (date(2025, 1, 5), InvoiceStatus.AVAILABLE),  # another year
        (date(2026, 1, 5), InvoiceStatus.DRAFT),  # never sent
    ],
)
async def test_a_number_may_serve_again(
    client: AsyncClient,
    portal: PortalBuilder,
    supplier: Structure,
    issued_on: date,
    status: InvoiceStatus,
) -> None:
    await portal.invoice(NUMBER, supplier, issued_on=issued_on, status=status)

    assert "number.already_used" in (await check(client, pdf_of(*LINES)))["passed"]


async def test_a_credit_note_after_a_rejection_is_doubtful(
    client: AsyncClient, portal: PortalBuilder, supplier: Structure
) -> None:
    await portal.invoice("F1", supplier, status=InvoiceStatus.REJECTED)
    note = cii_of(kind="381", origin_number="F1", payment_means=None, iban=None)

    assert "credit_note.after_rejection" in codes(await check(client, note, "avoir.xml"))


async def test_an_anonymous_caller_gets_the_checks_that_need_no_rights(
    client: AsyncClient, portal: PortalBuilder, supplier: Structure
) -> None:
    await portal.invoice(NUMBER, supplier, issued_on=date(2026, 1, 5))

    report = await check(client, pdf_of(*LINES), headers=anonymous())

    told = codes(report) | set(report["passed"])
    assert not told & {"number.already_used", "supplier.not_yours"}
    assert "service_code.unknown" in report["passed"]


async def test_a_strangers_numbers_are_not_told(
    client: AsyncClient, portal: PortalBuilder, supplier: Structure
) -> None:
    await portal.invoice(NUMBER, supplier, issued_on=date(2026, 1, 5))
    await portal.supplier("anne")

    report = await check(client, pdf_of(*LINES), headers=bearer("anne"))

    assert "number.already_used" not in codes(report)
    assert "supplier.not_yours" in codes(report, "doubtful")


async def test_numbers_are_told_only_with_the_application_of_sent_invoices(
    client: AsyncClient, portal: PortalBuilder, supplier: Structure
) -> None:
    await portal.invoice(NUMBER, supplier, issued_on=date(2026, 1, 5))
    await portal.user("pierre", supplier)

    report = await check(client, pdf_of(*LINES), headers=bearer("pierre"))

    assert "number.already_used" not in codes(report)


async def test_a_strangers_private_structure_is_as_unknown_as_any(
    client: AsyncClient, portal: PortalBuilder, supplier: Structure
) -> None:
    private = await portal.structure("Privée", siret="10000000000017")
    content = cii_of().replace(CLIENT.encode(), private.siret.encode())

    assert "recipient.unknown" in codes(await check(client, content, "facture.xml"))


async def test_without_a_token_nothing_is_checked(client: AsyncClient) -> None:
    answer = await client.post(URL, files={"file": ("facture.pdf", pdf_of(*LINES))})

    assert answer.status_code == 401


# A file already joined to the conversation.


async def _attached(portal: PortalBuilder, conversation: str, content: bytes | None) -> str:
    await portal._save(  # pyright: ignore[reportPrivateUsage]
        Conversation(
            id=conversation,
            token_hash="x",
            created_at=NOW,
            expires_at=NOW + timedelta(days=1),
        )
    )
    row = ChatAttachment(
        id="0a1b2c3d-0000-4000-8000-00000000000f",
        conversation_id=conversation,
        name="facture.pdf",
        media_type="application/pdf",
        size=len(content or b""),
        sha256="0" * 64,
        at=NOW,
    )
    await portal._save(row)  # pyright: ignore[reportPrivateUsage]
    if content is not None:
        folder = get_settings().data_dir / "attachments" / conversation
        folder.mkdir(parents=True)
        (folder / row.id).write_bytes(content)
    return row.id


def _token(login: str | None, conversation: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {mint_on_behalf(login, conversation)}"}


@pytest.mark.parametrize("login", ["manuela", None])
async def test_a_file_of_the_conversation_is_checked(
    client: AsyncClient, portal: PortalBuilder, supplier: Structure, login: str | None
) -> None:
    wanted = await _attached(portal, MINE, pdf_of(*LINES))

    answer = await client.post(URL, json={"attachment_id": wanted}, headers=_token(login, MINE))

    assert answer.json()["invoice"]["number"] == NUMBER


async def test_a_file_of_another_conversation_does_not_exist(
    client: AsyncClient, portal: PortalBuilder, supplier: Structure
) -> None:
    wanted = await _attached(portal, MINE, pdf_of(*LINES))

    for headers in (_token("manuela", OTHERS), bearer("manuela")):
        answer = await client.post(URL, json={"attachment_id": wanted}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "attachment_not_found")


async def test_a_file_that_is_gone_does_not_exist(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    wanted = await _attached(portal, MINE, None)

    answer = await client.post(URL, json={"attachment_id": wanted}, headers=_token(None, MINE))

    assert answer.status_code == 404


async def test_a_key_that_is_no_key_of_ours_does_not_exist(client: AsyncClient) -> None:
    for wanted in ("../../secret", "0" * 36, "é", "\0"):
        answer = await client.post(URL, json={"attachment_id": wanted}, headers=_token(None, MINE))
        assert answer.status_code == 404, wanted


async def test_a_body_that_names_nothing_is_refused(client: AsyncClient) -> None:
    empty = b'{"attachment_id": ""}'
    for body in (b"", b"{}", b"[]", b'{"attachment_id": 12}', b"{" * 2000, empty):
        answer = await client.post(URL, content=body, headers=anonymous())
        assert (answer.status_code, answer.json()["code"]) == (422, "invoice_check_refused"), body


async def test_a_form_without_a_file_is_refused(client: AsyncClient) -> None:
    for files in ({"file": (None, "text")}, {"file": ("vide.pdf", b"")}):
        answer = await client.post(URL, files=files, headers=anonymous())
        assert (answer.status_code, answer.json()["code"]) == (422, "invoice_check_refused")


# The rules that do not answer.


async def test_without_the_rules_the_rest_of_the_report_is_given(
    client: AsyncClient, supplier: Structure, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = RulesWorker(0.3, processes.hang)
    monkeypatch.setattr(service, "rules_worker", lambda: stuck)

    report = await check(client, cii_of(number="20230305"), "facture.xml")

    assert codes(report, "refused") == {"number.is_a_date"}
    assert "rules.unfinished" in codes(report, "info")
    assert not {"rules.schema", "rules.en16931"} & set(report["passed"])


async def test_a_hostile_file_gets_a_report(client: AsyncClient, supplier: Structure) -> None:
    report = await check(client, XXE, "facture.xml")

    assert codes(report) == {"file.unreadable"}
    assert report["invoice"] is None
    assert report["verdict"]["code"] == "would_be_refused"


async def test_what_the_form_may_weigh_is_bounded(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.portal.invoice_checks.given_file.MAX_UPLOAD", 100_000)

    answer = await client.post(URL, files={"file": ("a.pdf", b"x" * 200_000)}, headers=anonymous())

    assert (answer.status_code, answer.json()["code"]) == (413, "invoice_check_too_large")


async def test_words_of_the_file_come_back_cut(client: AsyncClient, supplier: Structure) -> None:
    content = cii_of(service_code="https://mechant.example/" + "x" * 300)

    report = await check(client, content, "facture.xml")

    assert "https://mechant" not in str(report["findings"])
    assert len(report["invoice"]["service_code"]) <= 61


async def test_amounts_come_back_with_two_decimals(
    client: AsyncClient, supplier: Structure
) -> None:
    report = await check(client, cii_of(due=Decimal("507")), "facture.xml")

    assert report["invoice"]["amounts"]["due"] == "507.00"
