from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from api.core.settings import get_settings
from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus
from api.domain.recipient_type import RecipientType
from api.domain.rights import Space
from api.models.invoice import Invoice
from api.models.structure import Structure
from api.portal.diagnosis.tests.rows import save
from api.portal.tests.builders import PortalBuilder, bearer

_NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # in Paris, on the day of the frozen clock


async def _list(client: AsyncClient, login: str = "anne", **query: Any) -> dict[str, Any]:
    answer = await client.get("/portal/v1/invoices/to-explain", headers=bearer(login), params=query)
    assert answer.status_code == 200
    return answer.json()


async def _numbers(client: AsyncClient, login: str = "anne") -> list[str]:
    return [item["number"] for item in (await _list(client, login))["items"]]


async def _recipient(
    client: AsyncClient, portal: PortalBuilder, kind: RecipientType | None
) -> Structure:
    structure = await portal.structure("Un client public", public=True)
    structure.recipient_type = kind
    await save(client, structure)
    return structure


async def _deposited(client: AsyncClient, invoice: Invoice, days_ago: int, **changes: Any) -> None:
    invoice.deposited_at = _NOON - timedelta(days=days_ago)
    for name, value in changes.items():
        setattr(invoice, name, value)
    await save(client, invoice)


async def test_the_demonstration_is_listed_newest_state_first(
    demonstration: AsyncClient, settings_env: pytest.MonkeyPatch
) -> None:
    settings_env.setenv("CHORALE_CLOCK", "2017-07-10T10:00:00+02:00")
    get_settings.cache_clear()

    page = await _list(demonstration, "manuela.martin")

    assert [(item["number"], item["kind"], item["overdue_days"]) for item in page["items"]] == [
        ("201700100376", "unpaid", 17),
        ("201700000128", "returned", 0),
        ("201700000125", "returned", 0),
        ("201700000124", "returned", 0),
    ]
    assert (page["total"], page["as_of"]) == (4, "2017-07-10T10:00:00+02:00")
    assert page["items"][1]["status"]["reason"] == "Code service erroné"


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (RecipientType.STATE, 30),
        (RecipientType.LOCAL_BODY, 30),
        (RecipientType.HOSPITAL, 50),
        (RecipientType.PUBLIC_ENTERPRISE, 60),
    ],
)
async def test_an_invoice_is_listed_from_the_day_after_its_due_date(
    client: AsyncClient, portal: PortalBuilder, kind: RecipientType, days: int
) -> None:
    supplier = await portal.supplier()
    recipient = await _recipient(client, portal, kind)
    await _deposited(client, await portal.invoice("DUE", supplier, recipient), days)
    await _deposited(client, await portal.invoice("LATE", supplier, recipient), days + 1)

    (item,) = (await _list(client))["items"]

    assert (item["number"], item["kind"], item["overdue_days"]) == ("LATE", "unpaid", 1)


async def test_the_day_of_the_deposit_is_that_of_paris(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    recipient = await _recipient(client, portal, RecipientType.LOCAL_BODY)
    invoice = await portal.invoice("F1", await portal.supplier(), recipient)
    # 24 October 2026 at 0 h 30 in Paris (summer time) is still the 23rd in UTC.
    invoice.deposited_at = datetime(2026, 10, 23, 22, 30, tzinfo=UTC)
    await save(client, invoice)
    (item,) = (await _list(client))["items"]
    diagnosis = await client.get("/portal/v1/invoices/F1/diagnosis", headers=bearer("anne"))

    assert item["overdue_days"] == diagnosis.json()["payment"]["overdue_days"] == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"framework": BillingFramework.A2},
        {"framework": BillingFramework.A4},
        {"document_type": "381"},
        {"amount_cents": -100},
        {"currency": "XPF"},
        {"status": InvoiceStatus.PAID},
        {"status": InvoiceStatus.TO_VALIDATE_1},
        {"status": InvoiceStatus.DRAFT},
    ],
)
async def test_what_is_not_owed_is_not_listed(
    client: AsyncClient, portal: PortalBuilder, changes: dict[str, Any]
) -> None:
    recipient = await _recipient(client, portal, RecipientType.LOCAL_BODY)
    invoice = await portal.invoice("F1", await portal.supplier(), recipient)
    await _deposited(client, invoice, 100, **changes)

    assert await _numbers(client) == []


async def test_a_client_of_unknown_type_is_never_said_late(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    recipient = await _recipient(client, portal, None)
    await _deposited(client, await portal.invoice("F1", await portal.supplier(), recipient), 1000)

    assert await _numbers(client) == []


async def test_pages_follow_each_other(client: AsyncClient, portal: PortalBuilder) -> None:
    supplier = await portal.supplier()
    for day in range(5):
        await portal.invoice(f"F{day}", supplier, status=InvoiceStatus.REJECTED, day=day)

    pages = [await _list(client, limit=2, offset=offset) for offset in (0, 2, 4, 6)]

    assert [[item["number"] for item in page["items"]] for page in pages] == [
        ["F4", "F3"],
        ["F2", "F1"],
        ["F0"],
        [],
    ]
    assert {page["total"] for page in pages} == {5}


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 101}, {"offset": -1}])
async def test_senseless_pages_are_refused(
    client: AsyncClient, portal: PortalBuilder, query: dict[str, int]
) -> None:
    await portal.supplier()
    answer = await client.get(
        "/portal/v1/invoices/to-explain", headers=bearer("anne"), params=query
    )

    assert answer.status_code == 422


async def test_somebody_elses_invoices_are_not_listed(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.supplier("anne")
    await portal.invoice("F1", await portal.supplier("marc"), status=InvoiceStatus.REJECTED)

    assert await _numbers(client, "anne") == []
    assert await _numbers(client, "marc") == ["F1"]


async def test_the_recipient_lists_its_own_side(client: AsyncClient, portal: PortalBuilder) -> None:
    recipient = await portal.structure("Mairie", public=True)
    await portal.user("mairie", recipient, Space.RECEIVED_INVOICES)
    supplier = await portal.supplier()
    await portal.invoice("SEEN", supplier, recipient, status=InvoiceStatus.REJECTED)
    await portal.invoice("HIDDEN", supplier, recipient, status=InvoiceStatus.REFUSED_1)

    page = await _list(client, "mairie")

    assert [(item["number"], item["side"]) for item in page["items"]] == [("SEEN", "recipient")]


async def test_who_has_no_invoice_space_is_told_which(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.user("paul", await portal.structure("Entreprise"))
    answer = await client.get("/portal/v1/invoices/to-explain", headers=bearer("paul"))

    assert (answer.status_code, answer.json()["code"]) == (403, "space_missing")
